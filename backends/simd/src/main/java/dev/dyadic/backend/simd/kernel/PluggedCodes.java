// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.kernel;

import dev.dyadic.plugin.kernel.DataProducts;
import dev.dyadic.simd.CodeKernel;

/** A plugged-in kernel for codes that a run finds, as programs know it. */
record PluggedCodes(DataProducts kernel) implements CodeKernel {

    @Override public void floats(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth,
            float[] rowScales, int rowsAt, float[] columnScales, int columnsAt, float[] out, int outAt) {
        kernel.floats(a, aAt, aStride, rows, b, bAt, bStride, columns, depth, rowScales, rowsAt, columnScales, columnsAt, out,
                outAt);
    }

    @Override public void sums(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth,
            int[] start, int[] out, int outAt) {
        kernel.sums(a, aAt, aStride, rows, b, bAt, bStride, columns, depth, start, out, outAt);
    }
}
