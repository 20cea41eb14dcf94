// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.CustomOp;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Indexing;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Normalization;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Pooling;
import dev.dyadic.ir.op.Quantization;
import dev.dyadic.ir.op.Recurrence;
import dev.dyadic.ir.op.Reduction;
import dev.dyadic.ir.op.Sampling;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.op.Spectral;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The definition of every op: one plain method each. It is right, not fast; calibration, constant folding and all tests rest on
 * it. It gives the same bits on every machine: it runs on one thread and takes its functions from {@link StrictMath}.
 */
public final class Reference {

    private Reference() {}

    /**
     * Runs a graph at any stage; inputs and results are in the graph's order.
     *
     * @throws DyadicException if an input does not fit the graph, naming the input, or an op fails, naming the node
     */
    public static List<Tensor> run(Graph graph, List<Tensor> inputs) {
        return run(graph, inputs, (_, _) -> {});
    }

    /**
     * Whether inputs fit a graph: number, elements, sizes.
     *
     * @throws DyadicException if one does not, naming it
     */
    public static void check(Graph graph, List<Tensor> inputs) {
        Inputs.check(graph, inputs);
    }

    /** Runs a graph and shows every value with its tensor as soon as it is known. */
    public static List<Tensor> run(Graph graph, List<Tensor> inputs, BiConsumer<Value, Tensor> tap) {
        Inputs.check(graph, inputs);
        return execute(graph, inputs, tap);
    }

    /**
     * What an op gives for these operands.
     *
     * @param outs how many results are wanted
     * @throws DyadicException if the operands do not fit the op
     */
    public static List<Tensor> evaluate(Op op, List<Tensor> ins, int outs) {
        return evaluate(op.mnemonic(), op, ins, outs);
    }

    /**
     * What a node of a graph gives for these operands.
     *
     * @throws DyadicException if the operands do not fit the op, naming the node
     */
    public static List<Tensor> evaluate(Node node, List<Tensor> ins) {
        return evaluate(node.op().mnemonic() + " %" + node.name(), node.op(), ins, node.outs().size());
    }

    /** What a node of a {@link Control} op gives when its bodies, called with their arguments, are run by someone else. */
    public static List<Tensor> evaluate(
            Node node, List<Tensor> ins, BiFunction<Graph, List<Tensor>, List<Tensor>> bodies) {
        Control control = (Control) node.op();
        String where = control.mnemonic() + " %" + node.name();
        return checked(where, ins, node.outs().size(), () -> ControlReference.run(control, ins, bodies));
    }

    /** Runs the body of a {@link Control} op, whose arguments are taken as they come: its types may say less than they are. */
    public static List<Tensor> body(Graph graph, List<Tensor> arguments) {
        return execute(graph, arguments, (_, _) -> {});
    }

    /** Runs a graph whose inputs are taken as they come. A tensor is forgotten after its last use. */
    static List<Tensor> execute(Graph graph, List<Tensor> inputs, BiConsumer<Value, Tensor> tap) {
        if (inputs.size() != graph.inputs().size()) {
            throw DyadicException.model("graph @" + graph.name(),
                    "takes " + graph.inputs().size() + " inputs, found " + inputs.size()
                            + ".");
        }
        Map<String, Integer> lastUse = lastUses(graph);
        Map<String, Tensor> known = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            keep(graph.inputs().get(i), inputs.get(i), -1, lastUse, known, tap);
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            List<Tensor> ins = node.ins().stream().map(in -> known.get(in.name())).toList();
            List<Tensor> outs = evaluate(node, ins);
            for (int j = 0; j < outs.size(); j++) keep(node.outs().get(j), outs.get(j), i, lastUse, known, tap);
            for (Value in : node.ins()) {
                if (lastUse.get(in.name()) == i) known.remove(in.name());
            }
        }
        return graph.outputs().stream().map(out -> known.get(out.name())).toList();
    }

    private static void keep(
            Value value,
            Tensor tensor,
            int now,
            Map<String, Integer> lastUse,
            Map<String, Tensor> known,
            BiConsumer<Value, Tensor> tap) {
        tap.accept(value, tensor);
        if (lastUse.getOrDefault(value.name(), now) > now) known.put(value.name(), tensor);
    }

    private static Map<String, Integer> lastUses(Graph graph) {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (Value in : graph.nodes().get(i).ins()) last.put(in.name(), i);
        }
        for (Value output : graph.outputs()) last.put(output.name(), Integer.MAX_VALUE);
        return last;
    }

    private static List<Tensor> evaluate(String where, Op op, List<Tensor> ins, int outs) {
        return checked(where, ins, outs, () -> apply(op, ins, outs));
    }

    private static List<Tensor> checked(String where, List<Tensor> ins, int outs, Supplier<List<Tensor>> work) {
        List<Tensor> results;
        try {
            results = work.get();
        } catch (DyadicException e) {
            throw (DyadicException) new DyadicException(e.fault(), at(where, e.problems())).initCause(e);
        } catch (ArithmeticException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            String types = ins.stream().map(Tensor::toString).collect(Collectors.joining(", "));
            throw (DyadicException) DyadicException.model(where, "cannot take operands (" + types + "): " + e.getMessage() + ".")
                    .initCause(e);
        }
        if (results.size() < outs) {
            throw DyadicException.model(where, "gives " + results.size() + " results, but " + outs + " are wanted.");
        }
        return results.subList(0, outs);
    }

    private static List<Problem> at(String where, List<Problem> problems) {
        List<Problem> placed = new ArrayList<>();
        for (Problem problem : problems) {
            String inner = problem.where().isEmpty() ? "" : problem.where() + ": ";
            placed.add(new Problem(where, inner + problem.what(), problem.hint()));
        }
        return placed;
    }

    private static List<Tensor> apply(Op op, List<Tensor> ins, int outs) {
        return switch (op) {
            case Source.Constant(Tensor value) -> List.of(value);
            case Source source -> SourceReference.run(source, ins, outs);
            case Elementwise elementwise -> ElementwiseReference.run(elementwise, ins, outs);
            case Movement movement -> MovementReference.run(movement, ins, outs);
            case Indexing indexing -> IndexingReference.run(indexing, ins, outs);
            case IntegerOp integer -> IntegerReference.run(integer, ins, outs);
            case Reduction reduction -> ReductionReference.run(reduction, ins, outs);
            case Contraction contraction -> ContractionReference.run(contraction, ins, outs);
            case Normalization normalization -> NormalizationReference.run(normalization, ins, outs);
            case Pooling pooling -> PoolingReference.run(pooling, ins, outs);
            case Sampling sampling -> SamplingReference.run(sampling, ins, outs);
            case Quantization quantization -> QuantizationReference.run(quantization, ins, outs);
            case Recurrence recurrence -> RecurrenceReference.run(recurrence, ins, outs);
            case Spectral spectral -> SpectralReference.run(spectral, ins, outs);
            case Control control -> ControlReference.run(control, ins, Reference::body);
            case CustomOp custom -> {
                List<Type> types = ins.stream().map(Tensor::type).toList();
                yield execute(custom.expansion(types), ins, (_, _) -> {});
            }
        };
    }
}
