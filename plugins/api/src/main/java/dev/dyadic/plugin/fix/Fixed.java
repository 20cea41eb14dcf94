// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.fix;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.GraphTypes;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.rewrite.Branches;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.TensorText;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What is always the same for the inputs of one model.
 *
 * @param values the inputs that are constants, by name; they fit their types
 * @param sizes the named sizes that are numbers
 */
public record Fixed(SequencedMap<String, Tensor> values, SequencedMap<String, Long> sizes) {

    public static final Fixed NONE = new Fixed(new LinkedHashMap<>(), new LinkedHashMap<>());

    public Fixed {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        sizes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sizes));
    }

    public boolean isEmpty() {
        return values.isEmpty() && sizes.isEmpty();
    }

    /** This and more. */
    public Fixed and(Fixed other) {
        SequencedMap<String, Tensor> allValues = new LinkedHashMap<>(values);
        allValues.putAll(other.values);
        SequencedMap<String, Long> allSizes = new LinkedHashMap<>(sizes);
        allSizes.putAll(other.sizes);
        return new Fixed(allValues, allSizes);
    }

    /** The inputs that a program still takes, of the sizes that are fixed. */
    public List<Value> left(List<Value> inputs) {
        return inputs.stream().filter(input -> !values.containsKey(input.name())).map(this::sized).toList();
    }

    /** An input of the sizes that are fixed. */
    public Value sized(Value input) {
        return sizes.isEmpty() ? input : substituted(GraphTypes.named(input));
    }

    /**
     * The graph for these inputs and sizes only: branches that they decide are part of it, all types are worked out anew.
     *
     * @throws DyadicException if the graph is past the stage typed, or one of its ops cannot take such sizes
     */
    public Graph apply(Graph graph) {
        if (isEmpty()) return graph;
        if (graph.stage().atLeast(Stage.CALIBRATED)) {
            throw new DyadicException(
                    Fault.USAGE, graph.name(), "is " + graph.stage().word() + "; inputs and sizes are fixed before that.",
                    "Fix them when the model is compiled.");
        }
        Map<String, Value> now = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Value input : graph.inputs()) {
            Tensor value = values.get(input.name());
            now.put(input.name(), value == null ? sized(input) : input.as(value.type()));
            if (value != null) nodes.add(new Node(List.of(input.as(value.type())), new Constant(value), List.of()));
        }
        for (Node node : graph.nodes()) {
            List<Value> outs = node.outs().stream().map(this::substituted).toList();
            nodes.add(node.on(outs, node.ins().stream().map(in -> now.get(in.name())).toList()));
            outs.forEach(out -> now.put(out.name(), out));
        }
        List<Value> outputs = graph.outputs().stream().map(out -> now.get(out.name())).toList();
        Graph fixed = new Graph(graph.name(), graph.stage(), left(graph.inputs()), nodes, outputs);
        return GraphTypes.infer(Sweep.dropDead(Branches.fold(fixed)));
    }

    /** Each name with its value as text: {@code i64(16000)} for an input, {@code 512} for a size. */
    public SequencedMap<String, String> words() {
        SequencedMap<String, String> words = new LinkedHashMap<>();
        values.forEach((name, value) -> words.put(name, TensorText.print(value)));
        sizes.forEach((name, size) -> words.put(name, size.toString()));
        return words;
    }

    /**
     * What {@link #words} wrote.
     *
     * @throws DyadicException if it is something else
     */
    public static Fixed parse(String where, Map<String, String> words) {
        SequencedMap<String, Tensor> values = new LinkedHashMap<>();
        SequencedMap<String, Long> sizes = new LinkedHashMap<>();
        words.forEach((name, word) -> {
            if (word.matches("[0-9]{1,10}")) sizes.put(name, Long.parseLong(word));
            else values.put(name, TensorText.parse(where, word));
        });
        return new Fixed(values, sizes);
    }

    private Value substituted(Value value) {
        Shape shape = value.type().shape();
        if (!shape.ranked() || sizes.isEmpty()) return value;
        Map<String, Dim> numbers = new HashMap<>();
        sizes.forEach((name, size) -> numbers.put(name, Dim.of(size)));
        return value.as(value.type().with(Shape.of(shape.dims().stream().map(dim -> substituted(dim, numbers)).toList())));
    }

    /** What does not fit 64 bits is for type inference to refuse, where it is used. */
    private static Dim substituted(Dim dim, Map<String, Dim> numbers) {
        try {
            return dim.substitute(numbers);
        } catch (ArithmeticException _) {
            return Dim.UNKNOWN;
        }
    }
}
