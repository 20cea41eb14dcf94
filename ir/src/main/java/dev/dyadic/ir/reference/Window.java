// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.AutoPad;
import java.util.Arrays;
import java.util.List;

/**
 * The windows of a convolution or a pool with all sizes worked out; every array has one entry per spatial axis.
 *
 * @param in sizes of the input
 * @param kernel sizes of the window
 * @param begins positions of padding before the input
 * @param ends positions of padding after the input
 * @param out how many windows there are
 */
record Window(int[] in, int[] kernel, int[] strides, int[] dilations, int[] begins, int[] ends, int[] out) {

    /**
     * Attributes as the op has them: empty lists stand for ones (pads: zeros).
     *
     * @param ceil whether a window that only partly fits at the end counts; one that starts in the padding at the end never does
     */
    static Window of(
            long[] spatial,
            long[] kernel,
            List<Long> strides,
            List<Long> pads,
            List<Long> dilations,
            AutoPad autoPad,
            boolean ceil) {
        int rank = spatial.length;
        if (kernel.length != rank) {
            throw DyadicException.model("", "the kernel has " + kernel.length + " sizes for " + rank + " spatial axes.");
        }
        int[] in = ints(spatial);
        int[] size = ints(kernel);
        int[] step = positive("strides", strides, rank);
        int[] dilation = positive("dilations", dilations, rank);
        int[] pad = attribute("pads", pads, 2 * rank, 0);
        int[] begins = new int[rank];
        int[] ends = new int[rank];
        int[] out = new int[rank];
        for (int i = 0; i < rank; i++) {
            if (size[i] < 1) throw DyadicException.model("", "the kernel has size " + size[i] + " along spatial axis " + i + ".");
            int extent = (size[i] - 1) * dilation[i] + 1;
            switch (autoPad) {
                case EXPLICIT -> {
                    begins[i] = pad[i];
                    ends[i] = pad[rank + i];
                }
                case VALID -> {}
                case SAME_UPPER, SAME_LOWER -> {
                    int total = Math.max(0, (Math.ceilDiv(in[i], step[i]) - 1) * step[i] + extent - in[i]);
                    int less = total / 2;
                    begins[i] = autoPad == AutoPad.SAME_UPPER ? less : total - less;
                    ends[i] = total - begins[i];
                }
            }
            out[i] = positions(in[i], begins[i], ends[i], extent, step[i], ceil);
        }
        return new Window(in, size, step, dilation, begins, ends, out);
    }

    private static int positions(int in, int begin, int end, int extent, int stride, boolean ceil) {
        int room = in + begin + end - extent;
        if (room < 0 && !ceil || room <= -stride) {
            throw DyadicException.model("",
                    "a window of extent " + extent + " does not fit " + in + " elements padded by " + begin
                            + " and " + end + ".");
        }
        if (!ceil) return room / stride + 1;
        int out = Math.ceilDiv(room, stride) + 1;
        return out > 1 && (out - 1) * stride >= in + begin ? out - 1 : out;
    }

    int rank() {
        return in.length;
    }

    /** The number of windows. */
    int windows() {
        return product(out);
    }

    /** The number of elements of a window. */
    int elements() {
        return product(kernel);
    }

    /**
     * For each element of the kernel, in row-major order, the flat position in the input that each window reads there, or -1 in the
     * padding.
     */
    int[][] positions() {
        int[][] result = new int[elements()][windows()];
        for (int e = 0; e < result.length; e++) {
            for (int w = 0; w < result[e].length; w++) {
                int position = 0;
                int element = e;
                int number = w;
                int stride = 1;
                for (int i = rank() - 1; i >= 0 && position >= 0; i--) {
                    int x = number % out[i] * strides[i] + element % kernel[i] * dilations[i] - begins[i];
                    position = x < 0 || x >= in[i] ? -1 : position + x * stride;
                    number /= out[i];
                    element /= kernel[i];
                    stride *= in[i];
                }
                result[e][w] = position;
            }
        }
        return result;
    }

    /** A list with one entry per axis; an empty one stands for the same number everywhere. */
    static int[] attribute(String name, List<Long> values, int length, int absent) {
        int[] result = new int[length];
        if (values.isEmpty()) {
            Arrays.fill(result, absent);
            return result;
        }
        if (values.size() != length) {
            throw DyadicException.model("", name + " has " + values.size() + " entries; there must be " + length + ".");
        }
        for (int i = 0; i < length; i++) result[i] = Math.toIntExact(values.get(i));
        return result;
    }

    static int[] positive(String name, List<Long> values, int length) {
        int[] result = attribute(name, values, length, 1);
        for (int value : result) {
            if (value < 1) throw DyadicException.model("", name + " holds " + value + "; every entry must be at least 1.");
        }
        return result;
    }

    static int[] ints(long[] sizes) {
        int[] result = new int[sizes.length];
        for (int i = 0; i < result.length; i++) result[i] = Math.toIntExact(sizes[i]);
        return result;
    }

    static int product(int[] sizes) {
        int product = 1;
        for (int size : sizes) product = Math.multiplyExact(product, size);
        return product;
    }
}
