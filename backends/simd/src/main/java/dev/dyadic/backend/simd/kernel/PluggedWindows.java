// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.kernel;

import dev.dyadic.plugin.kernel.PackedWindows;
import dev.dyadic.simd.CodeWindows;
import dev.dyadic.simd.ColumnRequant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A convolution of a plugged-in kernel as programs know it. */
record PluggedWindows(PackedWindows windows,
        Map<ColumnRequant, dev.dyadic.plugin.kernel.ColumnRequant> requants) implements CodeWindows, AutoCloseable {

    PluggedWindows(PackedWindows windows) {
        this(windows, new ConcurrentHashMap<>());
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

    @Override public void close() {
        windows.close();
    }
}
