// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Weights of 8 bits in panels, a byte each. For one row there are several panels at a time, of shallower blocks. */
final class CodePanels extends Panels {

    private static final int PANELS = FloatTile.PANELS;
    private static final int ROW_BLOCK = BLOCK / PANELS;

    private final byte[] packed;

    CodePanels(byte[] weights, int depth, int columns) {
        super(depth);
        packed = new byte[Math.multiplyExact(depth, Math.ceilDiv(columns, WIDTH) * WIDTH)];
        for (int k = 0; k < depth; k++) {
            for (int panel = 0; panel < columns; panel += WIDTH) {
                System.arraycopy(weights, k * columns + panel, packed, panel * depth + k * WIDTH,
                        Math.min(WIDTH, columns - panel));
            }
        }
    }

    @Override long bytes() {
        return packed.length;
    }

    @Override void add(int rows, int from, int panels, int[] sums, int stride) {
        if (rows != 1) {
            super.add(rows, from, panels, sums, stride);
            return;
        }
        float[] scratch = Scratch.floats(ROWS_AT + depth);
        for (int panel = 0; panel < panels; panel += PANELS)
            addRow(scratch, from + panel * WIDTH, Math.min(PANELS, panels - panel), sums, panel * WIDTH);
    }

    @Override void widen(int column, int k, int count, float[] to, int toAt) {
        VectorBytes.widen(packed, column * depth + k * WIDTH, false, count * WIDTH, to, toAt);
    }

    private void addRow(float[] scratch, int column, int panels, int[] sums, int sumsAt) {
        for (int k = 0; k < depth; k += ROW_BLOCK) {
            int count = Math.min(ROW_BLOCK, depth - k);
            for (int i = 0; i < panels; i++) widen(column + i * WIDTH, k, count, scratch, PANEL_AT + i * ROW_BLOCK * WIDTH);
            FloatTile.row(scratch, ROWS_AT + k, scratch, PANEL_AT, ROW_BLOCK * WIDTH, panels - 1, count, scratch);
            accumulate(scratch, 0, panels * WIDTH, sums, sumsAt);
        }
    }
}
