// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Max;
import dev.dyadic.ir.op.Elementwise.Min;
import dev.dyadic.ir.op.Elementwise.Relu;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Who defines and who uses each value of a graph, and the small groups of nodes that integers compute in one step. */
final class Anatomy {

    private final Map<String, Node> definitions;
    private final Map<String, List<Node>> users = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();

    Anatomy(Graph graph) {
        definitions = graph.definitions();
        for (Node node : graph.nodes()) {
            for (Value in : node.ins()) users.computeIfAbsent(in.name(), _ -> new ArrayList<>()).add(node);
        }
        graph.outputs().forEach(out -> outputs.add(out.name()));
    }

    /** The node that defines a value; an input has none. */
    Optional<Node> definition(Value value) {
        return Optional.ofNullable(definitions.get(value.name()));
    }

    /** Each use of a value by a node, in order. */
    List<Node> users(Value value) {
        return users.getOrDefault(value.name(), List.of());
    }

    boolean isOutput(Value value) {
        return outputs.contains(value.name());
    }

    /** The elements of a value that a constant defines. */
    Optional<Tensor> constant(Value value) {
        Node node = definitions.get(value.name());
        return node != null && node.op() instanceof Constant(Tensor tensor) ? Optional.of(tensor) : Optional.empty();
    }

    /** The numbers of a value that is a constant, or codes of one. */
    Optional<Tensor> numbers(Value value) {
        Node node = definitions.get(value.name());
        if (node == null || !(node.op() instanceof Dequantize)) return constant(value);
        List<Tensor> parts = node.ins().stream().flatMap(in -> constant(in).stream()).toList();
        if (parts.size() < node.ins().size()) return Optional.empty();
        return Optional.of(Reference.evaluate(node.op(), parts, 1).getFirst());
    }

    /** The number of which a constant is made throughout. */
    Optional<Double> uniform(Value value) {
        Optional<Tensor> tensor = constant(value).filter(each -> each.count() > 0);
        if (tensor.isEmpty()) return Optional.empty();
        double first = tensor.get().getDouble(0);
        for (long i = 1; i < tensor.get().count(); i++) {
            if (tensor.get().getDouble(i) != first) return Optional.empty();
        }
        return Optional.of(first);
    }

    /** The only node that uses a value, which is used once and not returned. */
    Optional<Node> onlyUser(Value value) {
        List<Node> all = users(value);
        return all.size() == 1 && !isOutput(value) ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /** Whether a node multiplies data by weights that are known. */
    boolean hasWeights(Node node) {
        return switch (node.op()) {
            case Conv _ -> isKnown(node.in(1));
            case Matmul _ -> isKnown(node.in(1)) && node.in(1).type().shape().rank() == 2;
            default -> false;
        };
    }

    /** Whether a node multiplies two matrices, neither of which is known. */
    boolean multipliesData(Node node) {
        return node.op() instanceof Matmul && !isKnown(node.in(0)) && !isKnown(node.in(1));
    }

    /** Whether a node picks elements of numbers that are known. */
    boolean isLookup(Node node) {
        return node.op() instanceof Gather && isKnown(node.in(0)) && isFloat(node.in(0));
    }

    /** Which operand of a node holds its weights: those of a product, or a table of rows. */
    OptionalInt weightsOperand(Node node) {
        if (hasWeights(node)) return OptionalInt.of(1);
        boolean rows = isLookup(node) && ((Gather) node.op()).axis() == 0 && node.in(0).type().shape().rank() > 1;
        return rows ? OptionalInt.of(0) : OptionalInt.empty();
    }

    /** Whether a value is a constant, or codes of a constant turned into numbers. */
    boolean isKnown(Value value) {
        Optional<Node> node = definition(value);
        if (node.isEmpty()) return false;
        return switch (node.get().op()) {
            case Constant _ -> true;
            case Dequantize _, ScaleGroups _, Reshape _ -> isKnown(node.get().in(0));
            default -> false;
        };
    }

    /** The elements of a value that {@link #isKnown is known}. */
    Optional<Tensor> known(Value value) {
        Optional<Node> node = definition(value);
        if (node.isEmpty()) return Optional.empty();
        return switch (node.get().op()) {
            case Constant(Tensor tensor) -> Optional.of(tensor);
            case Dequantize _, ScaleGroups _, Reshape _ -> {
                List<Optional<Tensor>> ins = node.get().ins().stream().map(this::known).toList();
                if (ins.stream().anyMatch(Optional::isEmpty)) yield Optional.empty();
                List<Tensor> operands = ins.stream().map(Optional::orElseThrow).toList();
                yield Optional.of(Reference.evaluate(node.get().op(), operands, 1).getFirst());
            }
            default -> Optional.empty();
        };
    }

    /** The operand of an addition that is the product of data and weights, used by nobody else; the other is a known bias. */
    Optional<Value> biased(Node add) {
        if (!(add.op() instanceof Add)) return Optional.empty();
        for (int i = 0; i < 2; i++) {
            Value product = add.in(i);
            Value bias = add.in(1 - i);
            Optional<Node> behind = definition(product);
            boolean fits = behind.isPresent() && hasWeights(behind.get()) && onlyUser(product).isPresent();
            if (fits && isBias(bias, behind.get())) return Optional.of(product);
        }
        return Optional.empty();
    }

    /** Whether a constant holds one number per output channel of a product, or one in all. */
    private boolean isBias(Value bias, Node product) {
        Optional<Tensor> numbers = numbers(bias);
        if (numbers.isEmpty()) return false;
        long count = numbers.get().count();
        long[] sizes = numbers.get().sizes();
        if (count == 1) return true;
        boolean conv = product.op() instanceof Conv;
        int rank = product.out().type().shape().rank();
        int channel = conv ? rank - 2 : 0;
        int axis = sizes.length - 1 - channel;
        var channels = product.out().type().shape().dim(conv ? 1 : rank - 1);
        return axis >= 0 && sizes[axis] == count && channels.is(count);
    }

    /** Whether a node keeps a value within bounds that are numbers. */
    boolean isClamp(Node node) {
        return switch (node.op()) {
            case Relu _ -> true;
            case Min _, Max _ -> uniform(node.in(0)).isPresent() || uniform(node.in(1)).isPresent();
            default -> false;
        };
    }

    /** The operand of a clamp that is kept within bounds. */
    Value clamped(Node clamp) {
        boolean second = clamp.ins().size() == 2 && uniform(clamp.in(0)).isPresent();
        return clamp.in(second ? 1 : 0);
    }

    static boolean isFloat(Value value) {
        return value.type().knownElement().filter(Element.F32::equals).isPresent();
    }
}
