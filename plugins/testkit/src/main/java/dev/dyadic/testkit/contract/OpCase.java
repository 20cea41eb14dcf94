// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One op with its operands. */
record OpCase(Op op, List<Operand> operands, int outs) {

    String name() {
        List<String> types = operands.stream().map(each -> (each.isConstant() ? "constant " : "") + each.tensor()).toList();
        return op + " of " + types;
    }

    /** The op at the sizes of its operands. */
    Trial plain(boolean exact) {
        return new Trial(graph(tensor -> tensor.type()), List.of(inputs()), exact);
    }

    /**
     * The op with names for the first sizes of its inputs, run at the sizes of its operands, then at others if the reference can; empty
     * where no size can have a name, or bodies fix them.
     */
    Optional<Trial> named(boolean exact) {
        boolean any = inputs().stream().anyMatch(OpCase::canHaveName);
        if (!any || op instanceof Control) return Optional.empty();
        Graph graph;
        try {
            graph = graph(OpCase::namedType);
        } catch (DyadicException undecided) {
            return Optional.empty();
        }
        List<List<Tensor>> runs = new ArrayList<>(List.of(inputs()));
        for (long factor : List.of(2L, 5L)) {
            List<Tensor> larger = IntStream.range(0, inputs().size())
                    .mapToObj(i -> repeated(inputs().get(i), factor)).toList();
            if (runs(graph, larger)) runs.add(larger);
        }
        return Optional.of(new Trial(graph, runs, exact));
    }

    private Graph graph(java.util.function.Function<Tensor, Type> typed) {
        var to = new Builder("case");
        List<Value> ins = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Operand operand = operands.get(i);
            if (!operand.isConstant()) ins.add(to.input("x" + i, typed.apply(operand.tensor())));
        }
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i).isConstant()) ins.add(i, to.constant("x" + i, operands.get(i).tensor()));
        }
        List<String> names = IntStream.range(0, outs).mapToObj(i -> "y" + i).toList();
        List<Value> results = to.emit(names, op, ins);
        return to.build(op instanceof IntegerOp ? Stage.INTEGER : Stage.TYPED, results);
    }

    private List<Tensor> inputs() {
        return operands.stream().filter(each -> !each.isConstant()).map(Operand::tensor).toList();
    }

    private static boolean canHaveName(Tensor tensor) {
        return tensor.rank() > 0 && tensor.size(0) > 1;
    }

    /** Equal first sizes get equal names; 0 and 1 stay, as they mean something of their own. */
    private static Type namedType(Tensor tensor) {
        if (!canHaveName(tensor)) return tensor.type();
        Shape shape = tensor.type().shape();
        return tensor.type().with(shape.with(0, Dim.named("N" + tensor.size(0))));
    }

    private static Tensor repeated(Tensor tensor, long factor) {
        if (!canHaveName(tensor)) return tensor;
        byte[] once = tensor.data().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        byte[] all = new byte[Math.toIntExact(once.length * factor)];
        for (int i = 0; i < factor; i++) System.arraycopy(once, 0, all, i * once.length, once.length);
        long[] sizes = tensor.sizes();
        sizes[0] *= factor;
        return Tensor.of(tensor.element(), sizes, java.lang.foreign.MemorySegment.ofArray(all));
    }

    private static boolean runs(Graph graph, List<Tensor> inputs) {
        try {
            Reference.run(graph, inputs);
            return true;
        } catch (DyadicException misfit) {
            return false;
        }
    }
}
