// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Pooling.MaxUnpool;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Images made of what windows hold. */
final class Unpooling {

    private Unpooling() {}

    /**
     * Values at their flat positions in a tensor of the size that the window implies, zero elsewhere. A given shape that is another
     * one is filled from its start along each axis.
     */
    static Tensor unpool(Tensor x, List<Tensor> ins, MaxUnpool op) {
        long[] positions = Strides.longs("the positions", ins.get(1));
        int rank = PoolingReference.spatial(x).length;
        int[] kernel = Window.positive("the kernel", op.kernel(), rank);
        int[] strides = Window.positive("strides", op.strides(), rank);
        int[] pads = Window.attribute("pads", op.pads(), 2 * rank, 0);
        long[] sizes = x.sizes();
        for (int i = 0; i < rank; i++) {
            sizes[i + 2] = Math.max(0, (sizes[i + 2] - 1) * strides[i] + kernel[i] - pads[i] - pads[rank + i]);
        }
        if (positions.length != x.count()) {
            throw DyadicException.model("", x.type() + " needs as many positions, found " + ins.get(1).type() + ".");
        }
        Cells cells = new Cells(x.element(), Blocks.zeros(x.element(), sizes), sizes);
        long count = Strides.count(sizes);
        for (int i = 0; i < positions.length; i++) cells.put(Strides.index(positions[i], count), x, i);
        return ins.size() < 3 ? cells.tensor() : placed(cells.tensor(), Strides.longs("the shape", ins.get(2)));
    }

    private static Tensor placed(Tensor x, long[] sizes) {
        if (Arrays.equals(sizes, x.sizes())) return x;
        boolean fits = sizes.length == x.rank();
        for (int axis = 0; fits && axis < sizes.length; axis++) fits = sizes[axis] >= x.size(axis);
        if (!fits) {
            throw DyadicException.model("", "the shape " + Arrays.toString(sizes) + " has no room for " + x.type() + ".");
        }
        var data = Blocks.zeros(x.element(), sizes);
        Blocks.copy(x, 0, Strides.of(x.sizes()), data, 0, Strides.of(sizes), x.sizes());
        return Tensor.of(x.element(), sizes, data);
    }

    /** {@code (x: N, C * block, windows; imageShape; blockShape)}. */
    static Tensor columns(Tensor x, List<Tensor> ins, List<Long> strides, List<Long> pads, List<Long> dilations) {
        long[] image = Strides.longs("the image shape", ins.get(1));
        Window window = Window.of(
                image, Strides.longs("the block shape", ins.get(2)), strides, pads, dilations, AutoPad.EXPLICIT, false);
        int block = window.elements();
        int windows = window.windows();
        if (x.rank() != 3 || x.size(1) % block != 0 || x.size(2) != windows) {
            throw DyadicException.model("",
                    "columns " + x.type() + " do not fit; they must be N, a multiple of " + block + ", " + windows
                            + ".");
        }
        long channels = x.size(1) / block;
        long planes = x.size(0) * channels;
        int size = Math.toIntExact(Strides.count(image));
        double[] result = new double[Math.toIntExact(Strides.times(planes, size))];
        for (int tap = 0; tap < block; tap++) {
            for (int number = 0; number < windows; number++) {
                int to = position(window, number, tap);
                if (to < 0) continue;
                for (int plane = 0; plane < planes; plane++) {
                    result[plane * size + to] += x.getDouble(((long) plane * block + tap) * windows + number);
                }
            }
        }
        return Numbers.tensor(x.element(), result, Strides.join(new long[] {x.size(0), channels}, image));
    }

    /** The flat position of a tap of a window; -1 outside of the image. */
    private static int position(Window window, int number, int tap) {
        int flat = 0;
        int stride = 1;
        int start = number;
        int step = tap;
        for (int axis = window.rank() - 1; axis >= 0; axis--) {
            int at = start % window.out()[axis] * window.strides()[axis]
                    - window.begins()[axis]
                    + step % window.kernel()[axis] * window.dilations()[axis];
            if (at < 0 || at >= window.in()[axis]) return -1;
            flat += at * stride;
            stride *= window.in()[axis];
            start /= window.out()[axis];
            step /= window.kernel()[axis];
        }
        return flat;
    }
}
