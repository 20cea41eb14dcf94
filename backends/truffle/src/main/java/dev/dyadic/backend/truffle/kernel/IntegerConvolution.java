// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import java.util.Arrays;

/**
 * Sums of products of centered codes under windows. Each image is first copied into planes with their padding. Where windows advance by
 * one, element (y, x) of every window of a filter's tap is the plane itself, moved: rows of products are then taken over whole planes,
 * and the few sums between the rows of the result are dropped. Else the windows are gathered first.
 */
public record IntegerConvolution(Windows at) {

    /**
     * All images.
     *
     * @param x codes {@code [images, groups * channels, height, width]}
     * @param weights centered, {@code [groups * filters, channels, kernelHeight, kernelWidth]}
     * @return {@code [images, groups * filters, outHeight, outWidth]}
     */
    public int[] run(byte[] x, boolean signed, int zero, int images, int[] weights) {
        int area = at.outArea();
        int depth = at.depth();
        int plane = at.paddedHeight() * at.paddedWidth();
        int[] out = new int[images * at.groups() * at.filters() * area];
        int[] planes = new int[at.channels() * plane];
        int[] gathered = at.isStepwise() ? planes : new int[depth * area];
        int[] starts = at.isStepwise() ? moved(plane) : rows(depth, area);
        int length = at.isStepwise() ? (at.outHeight() - 1) * at.paddedWidth() + at.outWidth() : area;
        int[] sums = new int[length];
        for (int slice = 0; slice < images * at.groups(); slice++) {
            pad(x, slice * at.channels() * at.height() * at.width(), signed, zero, planes);
            if (!at.isStepwise()) gather(planes, gathered);
            for (int f = 0; f < at.filters(); f++) {
                Arrays.fill(sums, 0);
                Axpy.add(Lanes.INTS, sums, 0, length, weights, (slice % at.groups() * at.filters() + f) * depth, gathered,
                        starts);
                keep(sums, out, (slice * at.filters() + f) * area);
            }
        }
        return out;
    }

    private void pad(byte[] x, int from, boolean signed, int zero, int[] planes) {
        for (int row = 0; row < at.channels() * at.height(); row++) {
            int to = (row / at.height() * at.paddedHeight() + row % at.height() + at.top()) * at.paddedWidth() + at.left();
            Centered.copy(x, from + row * at.width(), at.width(), signed, zero, planes, to);
        }
    }

    /** Where the plane of each tap begins. */
    private int[] moved(int plane) {
        int[] starts = new int[at.depth()];
        int taps = at.kernelHeight() * at.kernelWidth();
        for (int k = 0; k < starts.length; k++) {
            int tap = k % taps;
            starts[k] = k / taps * plane + tap / at.kernelWidth() * at.dilationY() * at.paddedWidth()
                    + tap % at.kernelWidth() * at.dilationX();
        }
        return starts;
    }

    private static int[] rows(int depth, int area) {
        int[] starts = new int[depth];
        for (int k = 0; k < depth; k++) starts[k] = k * area;
        return starts;
    }

    private void gather(int[] planes, int[] gathered) {
        int[] starts = moved(at.paddedHeight() * at.paddedWidth());
        int width = at.outWidth();
        int stride = at.strideX();
        int to = 0;
        for (int start : starts) {
            for (int y = 0; y < at.outHeight(); y++) {
                int from = start + y * at.strideY() * at.paddedWidth();
                for (int i = 0; i < width; i++) gathered[to++] = planes[from + i * stride];
            }
        }
    }

    private void keep(int[] sums, int[] out, int to) {
        int stride = at.isStepwise() ? at.paddedWidth() : at.outWidth();
        for (int y = 0; y < at.outHeight(); y++) System.arraycopy(sums, y * stride, out, to + y * at.outWidth(), at.outWidth());
    }
}
