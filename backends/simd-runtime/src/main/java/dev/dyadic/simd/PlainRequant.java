// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** {@link Requant} in plain loops. */
final class PlainRequant {

    private PlainRequant() {}

    static void codes(int[] x, int xAt, int outer, int channels, int inner, int[] multipliers, int[] shifts, boolean halfEven,
            int zero, int lo, int hi, byte[] out, int outAt) {
        boolean single = multipliers.length == 1;
        for (int row = 0; row < outer * channels; row++) {
            int channel = single ? 0 : row % channels;
            int multiplier = multipliers[channel];
            int shift = shifts[channel];
            for (int i = row * inner; i < (row + 1) * inner; i++) {
                long scaled = Requant.shifted((long) x[xAt + i] * multiplier, shift, halfEven);
                out[outAt + i] = (byte) Math.clamp(scaled + zero, lo, hi);
            }
        }
    }
}
