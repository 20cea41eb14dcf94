// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Windows gathered as rows of a matrix, a block at a time, which stays in the cache while it is multiplied. Windows that are single pixels
 * are rows as they lie.
 */
final class GatheredWindows implements CodeWindows {

    /** So many pixels are a block. */
    private static final int PIXELS = 96;

    private final Convolution convolution;
    private final CodeWeights[] weights;
    private final int[][] starts;

    /** The requantizing seen last, and what each group has of it: weights are mostly used with one. */
    private volatile Parted parted;

    private record Parted(ColumnRequant whole, ColumnRequant[] parts) {}

    /** @param weights of each group, and starts */
    GatheredWindows(Convolution convolution, CodeWeights[] weights, int[][] starts) {
        this.convolution = convolution;
        this.weights = weights;
        this.starts = starts;
        this.parted = new Parted(new ColumnRequant(new int[0], new int[0], 0, 0, 0), new ColumnRequant[0]);
    }

    @Override public void sums(
            byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt) {
        int depth = convolution.depth();
        int columns = convolution.columns();
        if (convolution.isPointwise()) {
            weights[0].sums(x, xAt + from * depth, depth, to - from, 0, columns, starts[0], out, outAt, columns);
            return;
        }
        int own = columns / weights.length;
        byte[] rows = TaskMemory.bytes(PIXELS * depth);
        for (int first = from; first < to; first += PIXELS) {
            int end = Math.min(to, first + PIXELS);
            for (int g = 0; g < weights.length; g++) {
                gather(g, x, xAt, height, width, outWidth, first, end, rows);
                weights[g].sums(rows, 0, depth, end - first, 0, own, starts[g], out, outAt + (first - from) * columns + g * own,
                        columns);
            }
        }
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
        int depth = convolution.depth();
        int columns = convolution.columns();
        if (convolution.isPointwise()) {
            weights[0].codes(x, xAt + from * depth, depth, to - from, 0, columns, starts[0], requant, out, outAt, columns);
            return;
        }
        int own = columns / weights.length;
        ColumnRequant[] requants = parts(requant);
        byte[] rows = TaskMemory.bytes(PIXELS * depth);
        for (int first = from; first < to; first += PIXELS) {
            int end = Math.min(to, first + PIXELS);
            for (int g = 0; g < weights.length; g++) {
                gather(g, x, xAt, height, width, outWidth, first, end, rows);
                weights[g].codes(rows, 0, depth, end - first, 0, own, starts[g], requants[g], out,
                        outAt + (first - from) * columns + g * own, columns);
            }
        }
    }

    private void gather(int group, byte[] x, int xAt, int height, int width, int outWidth, int from, int to, byte[] rows) {
        int channel = group * (convolution.channels() / weights.length);
        Im2Col.bytes(convolution.window(height, width, outWidth, to), x, xAt + channel, convolution.pad(), from, to, rows, 0);
    }

    private ColumnRequant[] parts(ColumnRequant requant) {
        Parted known = parted;
        if (known.whole() == requant) return known.parts();
        ColumnRequant[] parts = new ColumnRequant[weights.length];
        int own = convolution.columns() / weights.length;
        for (int g = 0; g < parts.length; g++) parts[g] = parts.length == 1 ? requant : requant.columns(g * own, own);
        parted = new Parted(requant, parts);
        return parts;
    }
}
