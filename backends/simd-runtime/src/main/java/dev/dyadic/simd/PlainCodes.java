// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Weights of 8 bits, row-major. */
record PlainCodes(byte[] weights, int depth, int columns) implements PlainPanels {

    @Override public long bytes() {
        return weights.length;
    }

    @Override public void add(byte[] a, int aAt, boolean unsigned, int from, int to, int[] sums, int sumsAt) {
        for (int k = 0; k < depth; k++) {
            int factor = unsigned ? a[aAt + k] & 0xff : a[aAt + k];
            int row = k * columns + from;
            for (int c = 0; c < to - from; c++) sums[sumsAt + c] += factor * weights[row + c];
        }
    }
}
