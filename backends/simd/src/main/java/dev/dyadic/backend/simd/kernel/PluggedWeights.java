// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.kernel;

import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.simd.CodeWeights;
import dev.dyadic.simd.ColumnRequant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Weights of a plugged-in kernel as programs know them. */
record PluggedWeights(PackedWeights weights, int tileColumns,
        Map<ColumnRequant, dev.dyadic.plugin.kernel.ColumnRequant> requants) implements CodeWeights, AutoCloseable {

    PluggedWeights(PackedWeights weights, int tileColumns) {
        this(weights, tileColumns, new ConcurrentHashMap<>());
    }

    @Override public int depth() { return weights.depth(); }

    @Override public int columns() { return weights.columns(); }

    @Override public long bytes() { return weights.bytes(); }

    @Override public void sums(
            byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt, int outStride) {
        weights.sums(a, aAt, aStride, rows, from, to, start, out, outAt, outStride);
    }

    @Override public void codes(
            byte[] a,
            int aAt,
            int aStride,
            int rows,
            int from,
            int to,
            int[] start,
            ColumnRequant requant,
            byte[] out,
            int outAt,
            int outStride) {
        var same = requants.computeIfAbsent(requant, PluggedWeights::plugged);
        weights.codes(a, aAt, aStride, rows, from, to, start, same, out, outAt, outStride);
    }

    @Override public void floats(
            byte[] a,
            int aAt,
            int aStride,
            int rows,
            int from,
            int to,
            int[] start,
            float[] rowScales,
            int rowsAt,
            float[] columnScales,
            float[] bias,
            float[] out,
            int outAt,
            int outStride) {
        weights.floats(a, aAt, aStride, rows, from, to, start, rowScales, rowsAt, columnScales, bias, out, outAt, outStride);
    }

    static dev.dyadic.plugin.kernel.ColumnRequant plugged(ColumnRequant own) {
        return new dev.dyadic.plugin.kernel.ColumnRequant(own.multipliers(), own.shifts(), own.zero(), own.lo(), own.hi());
    }

    @Override public void close() {
        weights.close();
    }
}
