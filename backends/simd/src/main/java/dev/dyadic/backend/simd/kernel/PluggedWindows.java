// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.kernel;

import dev.dyadic.plugin.kernel.PackedWindows;
import dev.dyadic.simd.CodeWindows;
import dev.dyadic.simd.ColumnRequant;
import dev.dyadic.simd.SumRequant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A convolution of a plugged-in kernel as programs know it. */
record PluggedWindows(
        PackedWindows windows,
        Map<ColumnRequant, dev.dyadic.plugin.kernel.ColumnRequant> requants,
        Map<SumRequant, dev.dyadic.plugin.kernel.SumRequant> sums) implements CodeWindows, AutoCloseable {

    PluggedWindows(PackedWindows windows) {
        this(windows, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    @Override public void sums(
            byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt) {
        windows.sums(x, xAt, height, width, outWidth, from, to, out, outAt);
    }

    @Override public void codes(
            byte[] x,
            int xAt,
            int height,
            int width,
            int outWidth,
            int from,
            int to,
            ColumnRequant requant,
            byte[] out,
            int outAt) {
        var same = requants.computeIfAbsent(requant, PluggedWeights::plugged);
        windows.codes(x, xAt, height, width, outWidth, from, to, same, out, outAt);
    }

    @Override public void codes(
            byte[] x,
            int xAt,
            int height,
            int width,
            int outWidth,
            int from,
            int to,
            ColumnRequant requant,
            byte[] b,
            int bAt,
            SumRequant sum,
            byte[] out,
            int outAt) {
        var same = requants.computeIfAbsent(requant, PluggedWeights::plugged);
        var sameSum = sums.computeIfAbsent(sum, PluggedWindows::plugged);
        windows.codes(x, xAt, height, width, outWidth, from, to, same, b, bAt, sameSum, out, outAt);
    }

    private static dev.dyadic.plugin.kernel.SumRequant plugged(SumRequant own) {
        return new dev.dyadic.plugin.kernel.SumRequant(own.aUnsigned(), own.aZero(), own.aMultiplier(), own.bUnsigned(),
                own.bZero(),
                own.bMultiplier(), own.shift(), own.halfEven(), own.zero(), own.lo(), own.hi());
    }

    @Override public void close() {
        windows.close();
    }
}
