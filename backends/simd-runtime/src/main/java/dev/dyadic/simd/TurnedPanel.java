// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** A panel of codes whose columns stand one after the other, each from {@code at + c * stride} on. */
final class TurnedPanel extends Panels {

    private final byte[] columns;
    private final int at;
    private final int stride;
    private final int count;

    TurnedPanel(byte[] columns, int at, int stride, int count, int depth) {
        super(depth);
        this.columns = columns;
        this.at = at;
        this.stride = stride;
        this.count = count;
    }

    @Override long bytes() {
        return (long) count * depth;
    }

    /** Places past the last column keep what they hold; nothing is made of their sums. */
    @Override void widen(int column, int k, int depths, float[] to, int toAt) {
        for (int c = 0; c < count; c++) {
            int from = at + c * stride + k;
            for (int i = 0; i < depths; i++) to[toAt + i * WIDTH + c] = columns[from + i];
        }
    }
}
