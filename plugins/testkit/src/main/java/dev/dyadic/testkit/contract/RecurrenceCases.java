// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.constant;
import static dev.dyadic.testkit.contract.Operand.data;

import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Recurrence.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Recurrence}: every direction, sequences of several lengths. */
final class RecurrenceCases {

    private static final int STEPS = 4;
    private static final int BATCH = 3;
    private static final int INPUTS = 5;
    private static final int HIDDEN = 2;

    private RecurrenceCases() {}

    static void add(CaseList cases) {
        for (Direction direction : Direction.values()) {
            int directions = direction == Direction.BIDIRECTIONAL ? 2 : 1;
            for (double clip : new double[] {0, 0.5}) {
                List<String> one = Collections.nCopies(directions, "Tanh");
                layer(cases, 2, 1, directions, new Rnn(direction, HIDDEN, one, List.of(), List.of(), clip));
                for (boolean flag : List.of(true, false)) {
                    List<String> two = repeat(directions, "Sigmoid", "Tanh");
                    layer(cases, 2, 3, directions, new Gru(direction, HIDDEN, two, List.of(), List.of(), clip, flag));
                    List<String> three = repeat(directions, "Sigmoid", "Tanh", "Tanh");
                    layer(cases, 3, 4, directions, new Lstm(direction, HIDDEN, three, List.of(), List.of(), clip, flag));
                }
            }
        }
        for (Direction direction : Direction.values()) plain(cases, direction);
        List<String> names = List.of("Relu", "Softsign", "Softplus", "LeakyRelu", "ThresholdedRelu", "Elu", "Affine",
                "ScaledTanh", "HardSigmoid");
        for (String name : names) {
            layer(cases, 2, 1, 1, new Rnn(Direction.FORWARD, HIDDEN, List.of(name), List.of(0.3), List.of(0.4), 0));
        }
    }

    /** As exporters write them: without peepholes, all sequences equally long. */
    private static void plain(CaseList cases, Direction direction) {
        int directions = direction == Direction.BIDIRECTIONAL ? 2 : 1;
        List<String> activations = repeat(directions, "Sigmoid", "Tanh", "Tanh");
        for (double[] lengths : new double[][] {{STEPS, STEPS, STEPS}, {STEPS, 0, 2}}) {
            List<Operand> ins = operands(3, 4, directions, lengths);
            ins.add(constant(Draw.floats(Element.F32, 9, 0, 0, directions, 3 * HIDDEN)));
            cases.of(3, new Lstm(direction, HIDDEN, activations, List.of(), List.of(), 0, false), ins.toArray(Operand[]::new));
        }
        var gru = new Gru(direction, HIDDEN, repeat(directions, "Sigmoid", "Tanh"), List.of(), List.of(), 0, true);
        cases.of(2, gru, operands(2, 3, directions, STEPS, STEPS, STEPS).toArray(Operand[]::new));
    }

    private static void layer(CaseList cases, int results, int gates, int directions, Op op) {
        List<Operand> ins = operands(results, gates, directions, STEPS, 0, 2);
        if (op instanceof Lstm) ins.add(constant(small(9, directions, 3 * HIDDEN)));
        cases.of(results, op, ins.toArray(Operand[]::new));
    }

    private static List<Operand> operands(int results, int gates, int directions, double... lengths) {
        List<Operand> ins = new ArrayList<>();
        ins.add(data(Draw.f32(1, STEPS, BATCH, INPUTS)));
        ins.add(constant(small(2, directions, gates * HIDDEN, INPUTS)));
        ins.add(constant(small(3, directions, gates * HIDDEN, HIDDEN)));
        ins.add(constant(small(4, directions, 2L * gates * HIDDEN)));
        ins.add(constant(Draw.vector(Element.I32, lengths)));
        for (int i = 1; i < results; i++) ins.add(data(small(4 + i, directions, BATCH, HIDDEN)));
        return ins;
    }

    private static Tensor small(long seed, long... sizes) {
        return Draw.floats(Element.F32, seed, -0.7, 0.7, sizes);
    }

    private static List<String> repeat(int directions, String... names) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < directions; i++) all.addAll(List.of(names));
        return all;
    }
}
