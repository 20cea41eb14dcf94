// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import java.util.Arrays;

/**
 * Convolution as a product of patches with packed weights. Channels are brought next to each other, so that a row of a window is one run
 * of codes; the sums are brought back to planes. A few rows of the result are computed at a time.
 */
public record PatchConvolution(Windows at, PackedProduct product) {

    /** Codes of patches made at a time: what a second-level cache holds. */
    private static final int PATCHES = 1 << 17;

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
     * All images.
     *
     * @param x codes {@code [images, channels, height, width]}
     * @param zero the code that stands for 0, as a byte of x holds it in its low bits
     * @return {@code [images, filters, outHeight, outWidth]}
     */
    public int[] run(byte[] x, int zero, int images) {
        int area = at.outArea();
        int[] out = new int[images * at.filters() * area];
        int[] start = product.start(zero);
        int rows = Math.clamp(PATCHES / Math.max(1, at.outWidth() * at.depth()), 1, Math.max(1, at.outHeight()));
        byte[] image = new byte[at.paddedHeight() * at.paddedWidth() * at.channels()];
        Arrays.fill(image, (byte) zero);
        byte[] patches = at.isPointwise() ? image : new byte[rows * at.outWidth() * at.depth()];
        int together = at.isPointwise() ? at.outHeight() : rows;
        int[] sums = new int[together * at.outWidth() * at.filters()];
        for (int n = 0; n < images; n++) {
            interleave(x, n * at.channels() * at.height() * at.width(), image);
            for (int y = 0; y < at.outHeight(); y += together) {
                int count = Math.min(together, at.outHeight() - y);
                if (!at.isPointwise()) gather(image, y, count, patches);
                product.sums(patches, count * at.outWidth(), start, sums);
                planes(sums, count * at.outWidth(), out, n * at.filters() * area + y * at.outWidth());
            }
        }
        return out;
    }

    /** From planes to channels next to each other, within the padding. */
    private void interleave(byte[] x, int from, byte[] image) {
        int channels = at.channels();
        int width = at.width();
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < at.height(); y++) {
                int row = from + (c * at.height() + y) * width;
                int to = ((y + at.top()) * at.paddedWidth() + at.left()) * channels + c;
                for (int i = 0; i < width; i++) image[to + i * channels] = x[row + i];
            }
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

    private void planes(int[] sums, int positions, int[] out, int to) {
        int filters = at.filters();
        int area = at.outArea();
        for (int f = 0; f < filters; f++) {
            for (int p = 0; p < positions; p++) out[to + f * area + p] = sums[p * filters + f];
        }
    }
}
