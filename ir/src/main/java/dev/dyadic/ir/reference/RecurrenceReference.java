// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Recurrence;
import dev.dyadic.ir.op.Recurrence.Direction;
import dev.dyadic.ir.op.Recurrence.Gru;
import dev.dyadic.ir.op.Recurrence.Lstm;
import dev.dyadic.ir.op.Recurrence.Rnn;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;

/** What the ops of {@link Recurrence} give. States are kept in f64 and rounded only in the results. */
final class RecurrenceReference {

    private RecurrenceReference() {}

    static List<Tensor> run(Recurrence op, List<Tensor> ins, int outs) {
        return switch (op) {
            case Rnn rnn -> {
                var f = Activation.all(rnn.activations(), rnn.alpha(), rnn.beta());
                yield run(ins, rnn.direction(), rnn.hidden(), 1, f, 1, 1, outs,
                        direction -> new RecurrentCell.Simple(weights(ins, direction, rnn.clip()), f.get(direction)));
            }
            case Gru gru -> {
                var f = Activation.all(gru.activations(), gru.alpha(), gru.beta());
                yield run(ins, gru.direction(), gru.hidden(), 3, f, 2, 1, outs, direction -> new RecurrentCell.Gated(
                        weights(ins, direction, gru.clip()), f.get(2 * direction), f.get(2 * direction + 1),
                        gru.linearBeforeReset()));
            }
            case Lstm lstm -> {
                var f = Activation.all(lstm.activations(), lstm.alpha(), lstm.beta());
                yield run(ins, lstm.direction(), lstm.hidden(), 4, f, 3, 2, outs, direction -> new RecurrentCell.LongShort(
                        weights(ins, direction, lstm.clip()),
                        row(ins.get(7), direction),
                        f.subList(3 * direction, 3 * direction + 3),
                        lstm.coupledInputForget()));
            }
        };
    }

    private static RecurrentCell.Weights weights(List<Tensor> ins, int direction, double clip) {
        return new RecurrentCell.Weights(
                row(ins.get(1), direction),
                row(ins.get(2), direction),
                row(ins.get(3), direction),
                (int) ins.get(0).size(2),
                (int) ins.get(2).size(2),
                clip);
    }

    /** The slice of a tensor at a position of its first axis. */
    private static double[] row(Tensor x, long at) {
        int size = Math.toIntExact(Strides.product(x.sizes(), 1, x.rank()));
        double[] values = new double[size];
        for (int i = 0; i < size; i++) values[i] = x.getDouble(at * size + i);
        return values;
    }

    private static List<Tensor> run(
            List<Tensor> ins,
            Direction direction,
            long hidden,
            int gates,
            List<DoubleUnaryOperator> activations,
            int functions,
            int states,
            int outs,
            IntFunction<RecurrentCell> cells) {
        Tensor x = ins.getFirst();
        int directions = direction == Direction.BIDIRECTIONAL ? 2 : 1;
        check(ins, directions, hidden, gates, states);
        if (activations.size() != directions * functions) {
            throw DyadicException.model("", activations.size() + " activations are named; there must be " + directions * functions
                    + ", " + functions + " per direction.");
        }
        int steps = Math.toIntExact(x.size(0));
        int batch = Math.toIntExact(x.size(1));
        int inputs = Math.toIntExact(x.size(2));
        int size = Math.toIntExact(hidden);
        long[] lengths = Strides.longs("the lengths", ins.get(4));
        double[] all = new double[Math.toIntExact(Strides.count(steps, directions, batch, size))];
        double[][] last = new double[states][directions * batch * size];
        double[] input = new double[inputs];
        for (int d = 0; d < directions; d++) {
            RecurrentCell cell = cells.apply(d);
            boolean backward = direction == Direction.REVERSE || d == 1;
            for (int b = 0; b < batch; b++) {
                int length = length(lengths[b], steps);
                int line = d * batch + b;
                double[][] state = new double[states][];
                for (int i = 0; i < states; i++) state[i] = initial(ins.get(5 + i), line, size);
                for (int step = 0; step < length; step++) {
                    int t = backward ? length - 1 - step : step;
                    for (int i = 0; i < inputs; i++) input[i] = x.getDouble(((long) t * batch + b) * inputs + i);
                    state = cell.step(input, state);
                    System.arraycopy(state[0], 0, all, (t * directions * batch + line) * size, size);
                }
                for (int i = 0; i < states; i++) System.arraycopy(state[i], 0, last[i], line * size, size);
            }
        }
        Element element = x.element();
        List<Tensor> results = new ArrayList<>();
        results.add(Tensor.ofDoubles(element, new long[] {steps, directions, batch, size}, all));
        for (double[] values : last) results.add(Tensor.ofDoubles(element, new long[] {directions, batch, size}, values));
        return List.copyOf(results.subList(0, Math.min(outs, results.size())));
    }

    private static double[] initial(Tensor state, int line, int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) values[i] = state.getDouble((long) line * size + i);
        return values;
    }

    private static int length(long length, int steps) {
        if (length >= 0 && length <= steps) return (int) length;
        throw DyadicException.input("", "a sequence of length " + length + " does not fit " + steps + " steps.");
    }

    private static void check(List<Tensor> ins, int directions, long hidden, int gates, int states) {
        Tensor x = ins.getFirst();
        if (x.rank() != 3 || !x.element().isFloat()) {
            throw DyadicException.model("", "the operand must be floats of T,B,I, found " + x.type() + ".");
        }
        fits("w", ins.get(1), directions, gates * hidden, x.size(2));
        fits("r", ins.get(2), directions, gates * hidden, hidden);
        fits("the bias", ins.get(3), directions, 2 * gates * hidden);
        fits("the lengths", ins.get(4), x.size(1));
        for (int i = 0; i < states; i++) fits("initial state " + i, ins.get(5 + i), directions, x.size(1), hidden);
        if (states == 2) fits("the peepholes", ins.get(7), directions, 3 * hidden);
    }

    private static void fits(String name, Tensor x, long... sizes) {
        if (Arrays.equals(x.sizes(), sizes)) return;
        throw DyadicException.model("", name + " is " + x.type() + "; it must be " + Broadcast.text(sizes) + ".");
    }
}
