// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import dev.dyadic.plugin.kernel.ColumnRequant;
import java.util.Arrays;

/**
 * Convolution as a product of patches with packed weights. Channels lie next to each other, so that a row of a window is one run of codes.
 * A few rows of the result are computed at a time; where windows are single positions, the image itself is the patches.
 */
public record PatchConvolution(Windows at, PackedProduct product) {

    /** Codes of patches made at a time: what a second-level cache holds. */
    private static final int PATCHES = 1 << 17;

    /** What a kernel makes of patches: rows of results from {@code row} on. */
    @FunctionalInterface
    private interface Rows {
        void compute(byte[] patches, int from, int count, int row);
    }

    /** Filters {@code [filters, channels, kernelHeight, kernelWidth]} as weights {@code [kernelHeight, kernelWidth, channels; filters]}. */
    public static byte[] weights(byte[] filters, int count, int channels, int taps) {
        byte[] weights = new byte[filters.length];
        for (int f = 0; f < count; f++) {
            for (int c = 0; c < channels; c++) {
                for (int t = 0; t < taps; t++) weights[(t * channels + c) * count + f] = filters[(f * channels + c) * taps + t];
            }
        }
        return weights;
    }

    /**
     * The sums.
     *
     * @param x interleaved codes {@code [images, height, width, channels]}
     * @return planes {@code [images, filters, outHeight, outWidth]}
     */
    public int[] sums(byte[] x, int zero, int images) {
        int area = at.outArea();
        int filters = at.filters();
        int[] start = product.start(zero);
        int[] rows = new int[images * area * filters];
        run(x, zero, images, (patches, from, count, row) -> product.sums(patches, from, count, start, rows, row * filters));
        int[] planes = new int[rows.length];
        for (int n = 0; n < images; n++) {
            for (int f = 0; f < filters; f++) {
                int to = (n * filters + f) * area;
                for (int p = 0; p < area; p++) planes[to + p] = rows[(n * area + p) * filters + f];
            }
        }
        return planes;
    }

    /**
     * Sums with a bias, requantized.
     *
     * @param x interleaved codes {@code [images, height, width, channels]}
     * @param bias one for each filter
     * @return {@code [images, outHeight, outWidth, filters]}
     */
    public byte[] codes(byte[] x, int zero, int images, int[] bias, ColumnRequant requant) {
        int filters = at.filters();
        int[] start = product.start(zero);
        for (int f = 0; f < filters; f++) start[f] += bias[f];
        byte[] codes = new byte[images * at.outArea() * filters];
        run(x, zero, images,
                (patches, from, count, row) -> product.codes(patches, from, count, start, requant, codes, row * filters));
        return codes;
    }

    private void run(byte[] x, int zero, int images, Rows results) {
        if (at.isPointwise()) {
            results.compute(x, 0, images * at.outArea(), 0);
            return;
        }
        int rowCodes = at.outWidth() * at.depth();
        int together = Math.clamp(PATCHES / Math.max(1, rowCodes), 1, at.outHeight());
        byte[] patches = new byte[together * rowCodes];
        byte[] image = new byte[at.paddedHeight() * at.paddedWidth() * at.channels()];
        Arrays.fill(image, (byte) zero);
        for (int n = 0; n < images; n++) {
            fill(x, n * at.height() * at.width() * at.channels(), image);
            for (int y = 0; y < at.outHeight(); y += together) {
                int count = Math.min(together, at.outHeight() - y);
                gather(image, y, count, patches);
                results.compute(patches, 0, count * at.outWidth(), (n * at.outHeight() + y) * at.outWidth());
            }
        }
    }

    private void fill(byte[] x, int from, byte[] image) {
        int row = at.width() * at.channels();
        for (int y = 0; y < at.height(); y++) {
            int to = ((y + at.top()) * at.paddedWidth() + at.left()) * at.channels();
            System.arraycopy(x, from + y * row, image, to, row);
        }
    }

    private void gather(byte[] image, int first, int count, byte[] patches) {
        int channels = at.channels();
        boolean isRun = at.dilationX() == 1;
        int run = isRun ? at.kernelWidth() * channels : channels;
        int runs = isRun ? 1 : at.kernelWidth();
        int to = 0;
        for (int y = first; y < first + count; y++) {
            for (int i = 0; i < at.outWidth(); i++) {
                for (int k = 0; k < at.kernelHeight(); k++) {
                    int row = (y * at.strideY() + k * at.dilationY()) * at.paddedWidth() + i * at.strideX();
                    for (int r = 0; r < runs; r++, to += run) {
                        System.arraycopy(image, (row + r * at.dilationX()) * channels, patches, to, run);
                    }
                }
            }
        }
    }
}
