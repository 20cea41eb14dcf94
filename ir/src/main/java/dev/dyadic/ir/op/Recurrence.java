// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import java.util.List;

/**
 * Recurrent layers with ONNX's weight layouts. All inputs are given: {@code (x: T,B,I; w; r; bias; lengths: i32[B];
 * initial state(s))} and give {@code all states: T,directions,B,H; last state(s)}. Activations are one name per gate
 * and direction. {@code clip} of 0 clips nothing.
 */
public sealed interface Recurrence extends Op {

    /** Which way time runs. */
    enum Direction {
        FORWARD,
        REVERSE,
        BIDIRECTIONAL
    }

    record Rnn(
            Direction direction, long hidden, List<String> activations, List<Double> alpha, List<Double> beta,
            double clip) implements Recurrence {}

    /** Gates z, r, h (Cho et al. 2014). */
    record Gru(
            Direction direction,
            long hidden,
            List<String> activations,
            List<Double> alpha,
            List<Double> beta,
            double clip,
            boolean linearBeforeReset) implements Recurrence {}

    /** Gates i, o, f, c; further inputs: initial cell, peepholes (Hochreiter and Schmidhuber 1997, Gers et al. 2000). */
    record Lstm(
            Direction direction,
            long hidden,
            List<String> activations,
            List<Double> alpha,
            List<Double> beta,
            double clip,
            boolean coupledInputForget) implements Recurrence {}
}
