// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * One axis that is padded with what is there: which of its points each point of the result is.
 *
 * @param size its size
 * @param begin points of the result before it, at least 0
 * @param end points of the result behind it, at least 0
 */
public record PaddedAxis(int size, int begin, int end) {

    public PaddedAxis {
        if (size == 0) throw new ArithmeticException("there is nothing to pad with; only a constant can pad what is empty");
    }

    /** Points outside are those at the ends. */
    public void edge(int[] sources, int at) {
        for (int i = -begin; i < size + end; i++) sources[at + begin + i] = Math.clamp(i, 0, size - 1);
    }

    /** Behind the last point comes the first. */
    public void wrap(int[] sources, int at) {
        for (int i = -begin; i < size + end; i++) sources[at + begin + i] = Math.floorMod(i, size);
    }

    /** Behind the last point comes the one before it, and so on, to and fro. */
    public void reflect(int[] sources, int at) {
        int period = Math.max(1, 2 * size - 2);
        for (int i = -begin; i < size + end; i++) {
            int folded = Math.floorMod(i, period);
            sources[at + begin + i] = Math.min(folded, period - folded);
        }
    }
}
