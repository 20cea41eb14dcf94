// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.plugin.kernel.PackedWindows;

/** Windows by plain loops. */
record PlainWindows(PlainGemm kernel, byte[] weights, int[] start, Convolution convolution) implements PackedWindows {

    @Override public void sums(byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt) {
        throw new UnsupportedOperationException("trees take codes only");
    }

    @Override public void codes(
            byte[] x, int xAt, int height, int width, int outWidth, int from, int to, ColumnRequant requant, byte[] out,
            int outAt) {
        int columns = convolution.columns();
        for (int pixel = from; pixel < to; pixel++) {
            int top = pixel / outWidth * convolution.strideHeight() - convolution.padTop();
            int left = pixel % outWidth * convolution.strideWidth() - convolution.padLeft();
            for (int c = 0; c < columns; c++) {
                int sum = start[c] + sum(x, xAt, height, width, top, left, c);
                out[outAt + (pixel - from) * columns + c] = requant.code(sum, c);
            }
        }
    }

    private int sum(byte[] x, int xAt, int height, int width, int top, int left, int column) {
        int depth = convolution.channels() / convolution.groups();
        int first = convolution.isByChannel() ? column : 0;
        int sum = 0;
        for (int k = 0; k < convolution.depth(); k++) {
            int tap = k / depth;
            int row = top + tap / convolution.kernelWidth();
            int at = left + tap % convolution.kernelWidth();
            boolean inside = row >= 0 && row < height && at >= 0 && at < width;
            int pixel = xAt + (row * width + at) * convolution.channels();
            byte code = inside ? x[pixel + first + k % depth] : convolution.pad();
            sum += (kernel.codes().isSigned() ? code : code & 0xff) * weights[k * convolution.columns() + column];
        }
        return sum;
    }

    @Override public void close() { kernel.open().decrementAndGet(); }
}
