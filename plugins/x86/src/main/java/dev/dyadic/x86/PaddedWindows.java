// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.plugin.kernel.PackedWindows;
import java.util.Arrays;
import java.util.Optional;

/**
 * A convolution whose columns fill no whole panels, by one with further columns whose weights are zero: its results are cut out. Where each
 * channel has a kernel of its own, there are as many further channels.
 */
final class PaddedWindows implements PackedWindows {

    private record Requant(ColumnRequant own, ColumnRequant padded) {}

    private final PackedWindows windows;
    private final int columns;
    private final int padded;

    /** The requantizing seen last: weights are mostly used with one. */
    private volatile Optional<Requant> requant = Optional.empty();

    /**
     * @param windows of the padded convolution
     * @param columns those of the convolution itself
     * @param padded the columns of {@code windows}
     */
    PaddedWindows(PackedWindows windows, int columns, int padded) {
        this.windows = windows;
        this.columns = columns;
        this.padded = padded;
    }

    /** The convolution with columns for whole panels. */
    static Convolution padded(Convolution it, int panel) {
        int columns = Math.ceilDiv(it.columns(), panel) * panel;
        return new Convolution(it.isByChannel() ? columns : it.channels(), columns, it.isByChannel() ? columns : 1,
                it.kernelHeight(), it.kernelWidth(), it.strideHeight(), it.strideWidth(), it.padTop(), it.padLeft(), it.pad());
    }

    /** Weights with zeros in further columns. */
    static byte[] padded(byte[] weights, int columns, int padded) {
        byte[] wider = new byte[weights.length / columns * padded];
        for (int row = 0; row < weights.length / columns; row++)
            System.arraycopy(weights, row * columns, wider, row * padded, columns);
        return wider;
    }

    @Override public void sums(
            byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt) {
        int[] wide = Scratch.own().wideSums((to - from) * padded);
        windows.sums(x, xAt, height, width, outWidth, from, to, wide, 0);
        for (int i = 0; i < to - from; i++) System.arraycopy(wide, i * padded, out, outAt + i * columns, columns);
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
        byte[] wide = Scratch.own().wideCodes((to - from) * padded);
        windows.codes(x, xAt, height, width, outWidth, from, to, padded(requant), wide, 0);
        for (int i = 0; i < to - from; i++) System.arraycopy(wide, i * padded, out, outAt + i * columns, columns);
    }

    private ColumnRequant padded(ColumnRequant own) {
        Optional<Requant> known = requant;
        if (known.isPresent() && known.get().own() == own) return known.get().padded();
        int[] multipliers = Arrays.copyOf(own.multipliers(), padded);
        int[] shifts = Arrays.copyOf(own.shifts(), padded);
        Arrays.fill(multipliers, columns, padded, 1);
        Arrays.fill(shifts, columns, padded, 1);
        var made = new Requant(own, new ColumnRequant(multipliers, shifts, own.zero(), own.lo(), own.hi()));
        requant = Optional.of(made);
        return made.padded();
    }

    @Override public void close() {
        windows.close();
    }
}
