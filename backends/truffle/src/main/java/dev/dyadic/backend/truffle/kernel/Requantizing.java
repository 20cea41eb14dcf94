// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import dev.dyadic.plugin.kernel.ColumnRequant;

/** {@link ColumnRequant} over rows of sums. */
final class Requantizing {

    private Requantizing() {}

    /** The codes of all sums, whose columns follow one another. */
    static void rows(int[] sums, int columns, ColumnRequant requant, byte[] codes, int at) {
        int[] multipliers = requant.multipliers();
        int[] shifts = requant.shifts();
        long zero = requant.zero();
        long lo = requant.lo();
        long hi = requant.hi();
        for (int row = 0; row < sums.length; row += columns) {
            for (int c = 0; c < columns; c++) {
                int shift = shifts[c];
                long scaled = (long) sums[row + c] * multipliers[c] + (1L << shift - 1) >> shift;
                codes[at + row + c] = (byte) Math.min(Math.max(scaled + zero, lo), hi);
            }
        }
    }
}
