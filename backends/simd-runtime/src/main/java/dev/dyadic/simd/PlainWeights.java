// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Weights multiplied by plain loops: always right. */
record PlainWeights(PlainPanels panels, boolean unsignedData) implements CodeWeights {

    @Override public int depth() {
        return panels.depth();
    }

    @Override public int columns() {
        return panels.columns();
    }

    @Override public int tileColumns() {
        return 1;
    }

    @Override public long bytes() {
        return panels.bytes();
    }

    @Override public void sums(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt,
            int outStride) {
        for (int r = 0; r < rows; r++) sumRow(a, aAt + r * aStride, from, to, start, out, outAt + r * outStride + from);
    }

    @Override public void codes(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, ColumnRequant requant,
            byte[] out, int outAt, int outStride) {
        int[] sums = Scratch.ints(to - from);
        for (int r = 0; r < rows; r++) {
            sumRow(a, aAt + r * aStride, from, to, start, sums, 0);
            requant.codes(sums, 0, from, to - from, out, outAt + r * outStride + from);
        }
    }

    @Override public void floats(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, float[] rowScales,
            int rowsAt, float[] columnScales, float[] bias, float[] out, int outAt, int outStride) {
        int[] sums = Scratch.ints(to - from);
        for (int r = 0; r < rows; r++) {
            sumRow(a, aAt + r * aStride, from, to, start, sums, 0);
            for (int c = from; c < to; c++) {
                float value = sums[c - from] * rowScales[rowsAt + r] * columnScales[c];
                out[outAt + r * outStride + c] = bias.length == 0 ? value : value + bias[c];
            }
        }
    }

    private void sumRow(byte[] a, int aAt, int from, int to, int[] start, int[] sums, int sumsAt) {
        System.arraycopy(start, from, sums, sumsAt, to - from);
        panels.add(a, aAt, unsignedData, from, to, sums, sumsAt);
    }
}
