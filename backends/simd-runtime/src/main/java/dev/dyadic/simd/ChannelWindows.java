// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** {@link Depthwise} convolutions. */
record ChannelWindows(Convolution convolution, byte[] weights, int[] start) implements CodeWindows {

    @Override public void sums(
            byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt) {
        if (from == to) return;
        Depthwise.sums(convolution.channelWindow(height, width, outWidth, to), x, xAt, convolution.unsigned(), convolution.pad(),
                weights, start, from, to, out, outAt);
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
        if (from == to) return;
        Depthwise.codes(convolution.channelWindow(height, width, outWidth, to), x, xAt, convolution.unsigned(), convolution.pad(),
                weights, start, requant, from, to, out, outAt);
    }
}
