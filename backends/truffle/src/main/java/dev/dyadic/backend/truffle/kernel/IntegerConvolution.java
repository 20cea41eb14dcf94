// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import java.util.Arrays;

/**
 * Sums of products of centered codes under windows over two spatial axes. Each image is first copied into planes with their padding.
 * Where windows advance by one, element (y, x) of every window of a filter's tap is the plane itself, moved: rows of products are then
 * taken over whole planes, and the few sums between the rows of the result are dropped. Else the windows are gathered first.
 *
 * @param channels of a group
 * @param filters of a group
 */
public record IntegerConvolution(
        int groups,
        int channels,
        int filters,
        int height,
        int width,
        int kernelHeight,
        int kernelWidth,
        int strideY,
        int strideX,
        int dilationY,
        int dilationX,
        int top,
        int left,
        int bottom,
        int right) {

    public int outHeight() {
        return (height + top + bottom - (kernelHeight - 1) * dilationY - 1) / strideY + 1;
    }

    public int outWidth() {
        return (width + left + right - (kernelWidth - 1) * dilationX - 1) / strideX + 1;
    }

    /** Whether a window fits at all. */
    public boolean isWhole() {
        return paddedHeight() > (kernelHeight - 1) * dilationY && paddedWidth() > (kernelWidth - 1) * dilationX
                && Math.min(Math.min(top, bottom), Math.min(left, right)) >= 0;
    }

    private int paddedHeight() {
        return height + top + bottom;
    }

    private int paddedWidth() {
        return width + left + right;
    }

    private boolean moves() {
        return strideY == 1 && strideX == 1;
    }

    /**
     * All images.
     *
     * @param x codes {@code [images, groups * channels, height, width]}
     * @param weights centered, {@code [groups * filters, channels, kernelHeight, kernelWidth]}
     * @return {@code [images, groups * filters, outHeight, outWidth]}
     */
    public int[] run(byte[] x, boolean signed, int zero, int images, short[] weights) {
        int area = outHeight() * outWidth();
        int[] out = new int[images * groups * filters * area];
        int plane = paddedHeight() * paddedWidth();
        short[] planes = new short[channels * plane];
        int depth = channels * kernelHeight * kernelWidth;
        short[] gathered = moves() ? planes : new short[depth * area];
        int[] starts = moves() ? moved(plane) : rows(depth, area);
        int length = moves() ? (outHeight() - 1) * paddedWidth() + outWidth() : area;
        int[] sums = new int[length];
        for (int slice = 0; slice < images * groups; slice++) {
            pad(x, slice * channels * height * width, signed, zero, planes);
            if (!moves()) gather(planes, gathered);
            for (int f = 0; f < filters; f++) {
                Arrays.fill(sums, 0);
                Axpy.add(sums, 0, length, weights, (slice % groups * filters + f) * depth, gathered, starts, 0);
                keep(sums, out, (slice * filters + f) * area);
            }
        }
        return out;
    }

    private void pad(byte[] x, int from, boolean signed, int zero, short[] planes) {
        int mask = signed ? -1 : 0xff;
        for (int row = 0; row < channels * height; row++) {
            int to = (row / height * paddedHeight() + row % height + top) * paddedWidth() + left;
            int at = from + row * width;
            for (int i = 0; i < width; i++) planes[to + i] = (short) ((x[at + i] & mask) - zero);
        }
    }

    /** Where the plane of each tap begins. */
    private int[] moved(int plane) {
        int[] starts = new int[channels * kernelHeight * kernelWidth];
        for (int k = 0; k < starts.length; k++) {
            int tap = k % (kernelHeight * kernelWidth);
            starts[k] = k / (kernelHeight * kernelWidth) * plane + tap / kernelWidth * dilationY * paddedWidth()
                    + tap % kernelWidth * dilationX;
        }
        return starts;
    }

    private static int[] rows(int depth, int area) {
        int[] starts = new int[depth];
        for (int k = 0; k < depth; k++) starts[k] = k * area;
        return starts;
    }

    private void gather(short[] planes, short[] gathered) {
        int[] starts = moved(paddedHeight() * paddedWidth());
        int to = 0;
        for (int start : starts) {
            for (int y = 0; y < outHeight(); y++) {
                int at = start + y * strideY * paddedWidth();
                for (int i = 0; i < outWidth(); i++) gathered[to++] = planes[at + i * strideX];
            }
        }
    }

    private void keep(int[] sums, int[] out, int to) {
        int stride = moves() ? paddedWidth() : outWidth();
        for (int y = 0; y < outHeight(); y++) System.arraycopy(sums, y * stride, out, to + y * outWidth(), outWidth());
    }
}
