// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import dev.dyadic.plugin.kernel.ColumnRequant;

/**
 * Convolution of every channel with a filter of its own, channels lying next to each other. Where windows advance by one, a row of the
 * result is one loop over positions and channels, else each position is a loop over channels.
 *
 * @param weights centered, {@code [kernelHeight, kernelWidth, channels]}, channels being the groups of the windows
 */
public record DepthwiseConvolution(Windows at, int[] weights) {

    /** Filters {@code [channels, 1, kernelHeight, kernelWidth]} with the channels last. */
    public static int[] weights(int[] filters, int channels) {
        int taps = channels == 0 ? 0 : filters.length / channels;
        int[] weights = new int[filters.length];
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < taps; t++) weights[t * channels + c] = filters[c * taps + t];
        }
        return weights;
    }

    /**
     * Sums with a bias, requantized.
     *
     * @param x interleaved codes {@code [images, height, width, channels]}
     * @param bias one for each channel
     * @return {@code [images, outHeight, outWidth, channels]}
     */
    public byte[] codes(byte[] x, boolean signed, int zero, int images, int[] bias, ColumnRequant requant) {
        int channels = at.groups();
        int run = at.strideX() == 1 ? at.outWidth() * channels : channels;
        int[] start = repeated(bias, 0, channels, at.outWidth() * channels);
        int[] factors = new int[at.depth() * run];
        int[] factorStarts = new int[at.depth()];
        for (int t = 0; t < at.depth(); t++) {
            System.arraycopy(repeated(weights, t * channels, channels, run), 0, factors, t * run, run);
            factorStarts[t] = t * run;
        }
        int[] image = new int[at.paddedHeight() * at.paddedWidth() * channels];
        int[] starts = starts(channels);
        int[] sums = new int[start.length];
        byte[] codes = new byte[images * at.outArea() * channels];
        for (int n = 0; n < images; n++) {
            fill(x, n * at.height() * at.width() * channels, signed, zero, image);
            for (int y = 0; y < at.outHeight(); y++) {
                System.arraycopy(start, 0, sums, 0, sums.length);
                for (int from = 0; from < sums.length; from += run) {
                    int shift = (y * at.strideY() * at.paddedWidth() + from / channels * at.strideX()) * channels;
                    Axpy.addProducts(Lanes.INTS, sums, from, run, factors, factorStarts, image, starts, shift);
                }
                Requantizing.rows(sums, channels, requant, codes, (n * at.outHeight() + y) * sums.length);
            }
        }
        return codes;
    }

    private static int[] repeated(int[] values, int from, int count, int length) {
        int[] all = new int[length];
        for (int i = 0; i < length; i += count) System.arraycopy(values, from, all, i, count);
        return all;
    }

    /** Where each tap of the first window stands. */
    private int[] starts(int channels) {
        int[] starts = new int[at.depth()];
        for (int t = 0; t < starts.length; t++) {
            int row = t / at.kernelWidth() * at.dilationY() * at.paddedWidth();
            starts[t] = (row + t % at.kernelWidth() * at.dilationX()) * channels;
        }
        return starts;
    }

    private void fill(byte[] x, int from, boolean signed, int zero, int[] image) {
        int row = at.width() * at.groups();
        for (int y = 0; y < at.height(); y++) {
            int to = ((y + at.top()) * at.paddedWidth() + at.left()) * at.groups();
            Centered.copy(x, from + y * row, row, signed, zero, image, to);
        }
    }
}
