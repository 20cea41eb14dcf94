// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** One step of a recurrent layer for one batch entry. */
interface RecurrentCell {

    /** The states after a step; the first is the output. */
    double[][] step(double[] x, double[][] states);

    /**
     * The weights of one direction, gate after gate: {@code w[gates * hidden][inputs]}, {@code r[gates * hidden][hidden]} and the
     * biases of both.
     */
    record Weights(double[] w, double[] r, double[] bias, int inputs, int hidden, double clip) {

        /** Row of w times x, with its bias. */
        double input(int row, double[] x) {
            double sum = bias[row];
            for (int i = 0; i < inputs; i++) sum += w[row * inputs + i] * x[i];
            return sum;
        }

        /** Row of r times a state, with its bias. */
        double state(int row, double[] h) {
            double sum = bias[bias.length / 2 + row];
            for (int i = 0; i < hidden; i++) sum += r[row * hidden + i] * h[i];
            return sum;
        }

        /** An activation of a clipped number; a clip of 0 clips nothing. */
        double apply(DoubleUnaryOperator activation, double x) {
            return activation.applyAsDouble(clip > 0 ? Math.clamp(x, -clip, clip) : x);
        }
    }

    /** {@code h = f(W x + R h)} (Elman 1990). */
    record Simple(Weights weights, DoubleUnaryOperator f) implements RecurrentCell {
        @Override public double[][] step(double[] x, double[][] states) {
            double[] h = new double[weights.hidden()];
            for (int i = 0; i < h.length; i++) {
                h[i] = weights.apply(f, weights.input(i, x) + weights.state(i, states[0]));
            }
            return new double[][] {h};
        }
    }

    /** Gates z (how much stays) and r (how much of the state the candidate sees). */
    record Gated(Weights weights, DoubleUnaryOperator f, DoubleUnaryOperator g,
            boolean linearBeforeReset) implements RecurrentCell {
        @Override public double[][] step(double[] x, double[][] states) {
            int hidden = weights.hidden();
            double[] before = states[0];
            double[] reset = new double[hidden];
            double[] kept = new double[hidden];
            for (int i = 0; i < hidden; i++) {
                reset[i] = weights.apply(f, weights.input(hidden + i, x) + weights.state(hidden + i, before));
                kept[i] = reset[i] * before[i];
            }
            double[] h = new double[hidden];
            for (int i = 0; i < hidden; i++) {
                double z = weights.apply(f, weights.input(i, x) + weights.state(i, before));
                int row = 2 * hidden + i;
                double seen = linearBeforeReset ? reset[i] * weights.state(row, before) : weights.state(row, kept);
                double candidate = weights.apply(g, weights.input(row, x) + seen);
                h[i] = (1 - z) * candidate + z * before[i];
            }
            return new double[][] {h};
        }
    }

    /** Gates i, o, f, c in this order; peepholes p are those of i, o, f. The states are h and the cell. */
    record LongShort(Weights weights, double[] p, List<DoubleUnaryOperator> functions, boolean coupled) implements RecurrentCell {
        @Override public double[][] step(double[] x, double[][] states) {
            int hidden = weights.hidden();
            DoubleUnaryOperator f = functions.get(0);
            double[] h = new double[hidden];
            double[] cell = new double[hidden];
            for (int i = 0; i < hidden; i++) {
                double before = states[1][i];
                double in = weights.apply(f, gate(0, i, x, states[0]) + p[i] * before);
                double forget = coupled
                        ? 1 - in
                        : weights.apply(f, gate(2, i, x, states[0]) + p[2 * hidden + i] * before);
                double candidate = weights.apply(functions.get(1), gate(3, i, x, states[0]));
                cell[i] = forget * before + in * candidate;
                double out = weights.apply(f, gate(1, i, x, states[0]) + p[hidden + i] * cell[i]);
                h[i] = out * functions.get(2).applyAsDouble(cell[i]);
            }
            return new double[][] {h, cell};
        }

        private double gate(int gate, int i, double[] x, double[] h) {
            int row = gate * weights.hidden() + i;
            return weights.input(row, x) + weights.state(row, h);
        }
    }
}
