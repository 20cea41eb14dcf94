// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** How a recurrent layer comes from a state to the next, with sigmoid gates and the hyperbolic tangent. */
public enum RecurrentCell {
    /** Gates i, o, f, c (Hochreiter and Schmidhuber 1997). */
    LSTM(4) {
        @Override void step(int hidden, float[] memory, int at, int stateAt, float[] h, int hAt, float[] c, int cAt) {
            for (int i = 0; i < 4 * hidden; i++) memory[at + i] += memory[stateAt + i];
            FloatMath.sigmoid(memory, at, memory, at, 3 * hidden);
            FloatMath.tanh(memory, at + 3 * hidden, memory, at + 3 * hidden, hidden);
            for (int i = 0; i < hidden; i++) {
                float kept = memory[at + 2 * hidden + i] * c[cAt + i];
                c[cAt + i] = kept + memory[at + i] * memory[at + 3 * hidden + i];
            }
            FloatMath.tanh(c, cAt, h, hAt, hidden);
            for (int i = 0; i < hidden; i++) h[hAt + i] *= memory[at + hidden + i];
        }
    },
    /** Gates z, r, h; what the state brings is reset after it was multiplied (Cho et al. 2014). */
    GRU(3) {
        @Override void step(int hidden, float[] memory, int at, int stateAt, float[] h, int hAt, float[] c, int cAt) {
            for (int i = 0; i < 2 * hidden; i++) memory[at + i] += memory[stateAt + i];
            FloatMath.sigmoid(memory, at, memory, at, 2 * hidden);
            int fresh = at + 2 * hidden;
            for (int i = 0; i < hidden; i++) memory[fresh + i] += memory[at + hidden + i] * memory[stateAt + 2 * hidden + i];
            FloatMath.tanh(memory, fresh, memory, fresh, hidden);
            for (int i = 0; i < hidden; i++) {
                float kept = memory[at + i] * h[hAt + i];
                h[hAt + i] = kept + (1 - memory[at + i]) * memory[fresh + i];
            }
        }
    };

    private final int gates;

    RecurrentCell(int gates) {
        this.gates = gates;
    }

    /** How many gates it has, each as wide as the state. */
    int gates() { return gates; }

    /**
     * Brings the state of a line to the next step.
     *
     * @param memory what the inputs bring to each gate stands at {@code at}, and is overwritten; what the state brings at {@code stateAt}
     * @param h the state
     * @param c the cell's inner state, where it has one
     */
    abstract void step(int hidden, float[] memory, int at, int stateAt, float[] h, int hAt, float[] c, int cAt);
}
