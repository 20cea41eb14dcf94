// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.Control.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Graphs within graphs. */
final class ControlReference {

    private ControlReference() {}

    static List<Tensor> run(Control op, List<Tensor> ins, BiFunction<Graph, List<Tensor>, List<Tensor>> bodies) {
        return switch (op) {
            case If(Graph then, Graph otherwise) ->
                bodies.apply(single(ins.getFirst()).getBoolean(0) ? then : otherwise, ins.subList(1, ins.size()));
            case Loop(Graph body, int states) -> loop(body, states, ins, bodies);
            case Scan scan -> scan(scan, ins, bodies);
        };
    }

    private static List<Tensor> loop(Graph body, int states, List<Tensor> ins,
            BiFunction<Graph, List<Tensor>, List<Tensor>> bodies) {
        long trips = single(ins.get(0)).getLong(0);
        Tensor condition = single(ins.get(1));
        List<Tensor> state = List.copyOf(ins.subList(2, 2 + states));
        List<Tensor> captured = ins.subList(2 + states, ins.size());
        int scanned = body.outputs().size() - 1 - states;
        List<List<Tensor>> rows = rows(scanned);
        for (long trip = 0; trip < trips && condition.getBoolean(0); trip++) {
            List<Tensor> arguments = new ArrayList<>();
            arguments.add(Tensor.ofLongs(Element.I64, new long[0], trip));
            arguments.add(condition);
            arguments.addAll(state);
            arguments.addAll(captured);
            List<Tensor> results = bodies.apply(body, arguments);
            condition = single(results.getFirst());
            state = results.subList(1, 1 + states);
            for (int i = 0; i < scanned; i++) rows.get(i).add(results.get(1 + states + i));
        }
        List<Tensor> outs = new ArrayList<>(state);
        for (int i = 0; i < scanned; i++) {
            outs.add(stacked(rows.get(i), 0, false, body.outputs().get(1 + states + i).type()));
        }
        return outs;
    }

    private static List<Tensor> scan(Scan scan, List<Tensor> ins, BiFunction<Graph, List<Tensor>, List<Tensor>> bodies) {
        int states = scan.states();
        int count = scan.inputAxes().size();
        List<Tensor> state = List.copyOf(ins.subList(0, states));
        List<Tensor> sequences = ins.subList(states, states + count);
        List<Tensor> captured = ins.subList(states + count, ins.size());
        long steps = steps(scan, sequences);
        int scanned = scan.body().outputs().size() - states;
        List<List<Tensor>> rows = rows(scanned);
        for (long step = 0; step < steps; step++) {
            List<Tensor> arguments = new ArrayList<>(state);
            for (int i = 0; i < count; i++) {
                long at = scan.inputDirections().get(i) == 1 ? steps - 1 - step : step;
                arguments.add(Stacks.slice(sequences.get(i), scan.inputAxes().get(i), at));
            }
            arguments.addAll(captured);
            List<Tensor> results = bodies.apply(scan.body(), arguments);
            state = results.subList(0, states);
            for (int i = 0; i < scanned; i++) rows.get(i).add(results.get(states + i));
        }
        List<Tensor> outs = new ArrayList<>(state);
        for (int i = 0; i < scanned; i++) {
            boolean backwards = scan.outputDirections().get(i) == 1;
            Type type = scan.body().outputs().get(states + i).type();
            outs.add(stacked(rows.get(i), scan.outputAxes().get(i), backwards, type));
        }
        return outs;
    }

    private static long steps(Scan scan, List<Tensor> sequences) {
        if (sequences.isEmpty()) throw DyadicException.model("", "there is nothing to scan.");
        long steps = -1;
        for (int i = 0; i < sequences.size(); i++) {
            Tensor x = sequences.get(i);
            long size = x.size(Axes.front(scan.inputAxes().get(i), x.rank()));
            if (steps >= 0 && steps != size) {
                throw DyadicException.model("",
                        "scanned inputs have " + steps + " and " + size + " steps; they must have equally many.");
            }
            steps = size;
        }
        return steps;
    }

    /** The rows under a new axis; without rows the sizes come from the type, 0 where they are not numbers. */
    private static Tensor stacked(List<Tensor> rows, int axis, boolean backwards, Type type) {
        if (!rows.isEmpty()) return Stacks.stack(backwards ? rows.reversed() : rows, axis);
        Element element = type.knownElement()
                .orElseThrow(() -> DyadicException.model("", "runs no step, and the element of a result is"
                        + " not known; infer types first."));
        List<Dim> dims = type.shape().dims();
        long[] sizes = dims.stream().mapToLong(dim -> dim.isConstant() ? dim.constant() : 0).toArray();
        return Stacks.none(element, sizes, axis);
    }

    private static List<List<Tensor>> rows(int count) {
        List<List<Tensor>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) rows.add(new ArrayList<>());
        return rows;
    }

    private static Tensor single(Tensor x) {
        if (x.count() == 1) return x;
        throw DyadicException.model("", "takes one element where it found " + x.type() + ".");
    }
}
