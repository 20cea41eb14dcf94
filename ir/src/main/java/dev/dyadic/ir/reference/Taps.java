// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

/** Where in a plane one window after the other reads, the taps in row-major order. */
final class Taps {

    private final Window window;
    private final int[] positions;
    private int count;
    private int padded;

    Taps(Window window) {
        this.window = window;
        this.positions = new int[window.elements()];
    }

    /** Works out the taps of a window by its number. */
    void moveTo(int number) {
        count = 0;
        padded = 0;
        int rank = window.rank();
        int[] start = new int[rank];
        for (int axis = rank - 1, left = number; axis >= 0; axis--) {
            start[axis] = left % window.out()[axis] * window.strides()[axis] - window.begins()[axis];
            left /= window.out()[axis];
        }
        visit(0, 0, true, start);
    }

    /** How many taps lie inside. */
    int count() {
        return count;
    }

    /** How many lie inside or in the padding, not beyond it. */
    int padded() {
        return padded;
    }

    /** The flat position of tap i of those inside. */
    int position(int i) {
        return positions[i];
    }

    private void visit(int axis, int flat, boolean inside, int[] start) {
        if (axis == start.length) {
            padded++;
            if (inside) positions[count++] = flat;
            return;
        }
        int size = window.in()[axis];
        for (int i = 0; i < window.kernel()[axis]; i++) {
            int at = start[axis] + i * window.dilations()[axis];
            if (at >= size + Math.max(0, window.ends()[axis])) return;
            visit(axis + 1, flat * size + at, inside && at >= 0 && at < size, start);
        }
    }
}
