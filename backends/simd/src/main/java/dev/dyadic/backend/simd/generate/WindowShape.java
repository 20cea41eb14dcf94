// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.List;
import java.util.Optional;

/** How windows move over one or two spatial axes; an image of one axis has the height 1. */
record WindowShape(Shape in, Shape out, int[] kernel, int[] strides, int[] dilations, int[] pads) {

    /** Empty where there are more axes, or where padding depends on a size known only at run time. */
    static Optional<WindowShape> of(
            Shape in, Shape out, List<Long> kernel, List<Long> strides, List<Long> dilations, List<Long> pads, AutoPad autoPad) {
        int axes = in.rank() - 2;
        if (axes < 1 || axes > 2 || kernel.size() != axes) return Optional.empty();
        int[] window = {1, 1};
        int[] step = {1, 1};
        int[] spread = {1, 1};
        int[] before = {0, 0};
        for (int i = 0; i < axes; i++) {
            int at = i + 2 - axes;
            window[at] = Math.toIntExact(kernel.get(i));
            step[at] = strides.isEmpty() ? 1 : Math.toIntExact(strides.get(i));
            spread[at] = dilations.isEmpty() ? 1 : Math.toIntExact(dilations.get(i));
            Optional<Integer> pad = pad(in.dim(i + 2), out.dim(i + 2), i, window[at], step[at], spread[at], pads, autoPad);
            if (pad.isEmpty()) return Optional.empty();
            before[at] = pad.get();
        }
        return Optional.of(new WindowShape(in, out, window, step, spread, before));
    }

    private static Optional<Integer> pad(
            Dim in, Dim out, int axis, int kernel, int stride, int dilation, List<Long> pads, AutoPad autoPad) {
        return switch (autoPad) {
            case EXPLICIT -> Optional.of(pads.isEmpty() ? 0 : Math.toIntExact(pads.get(axis))).filter(pad -> pad >= 0);
            case VALID -> Optional.of(0);
            case SAME_UPPER, SAME_LOWER -> {
                if (!in.isConstant() || !out.isConstant()) yield Optional.empty();
                long total = Math.max(0, (out.constant() - 1) * stride + (long) (kernel - 1) * dilation + 1 - in.constant());
                yield Optional.of(Math.toIntExact(autoPad == AutoPad.SAME_UPPER ? total / 2 : total - total / 2));
            }
        };
    }

    /** Whether each window is the pixel itself. */
    boolean isPointwise() {
        return kernel[0] * kernel[1] == 1 && strides[0] * strides[1] == 1 && pads[0] + pads[1] == 0
                && in.dims().subList(2, in.rank())
                        .equals(out.dims().subList(2, out.rank()));
    }

    /** Whether windows are of 3 x 3 pixels, side by side. */
    boolean isOfPatches() {
        return kernel[0] == 3 && kernel[1] == 3 && strides[0] * strides[1] == 1 && dilations[0] * dilations[1] == 1;
    }

    int taps() {
        return kernel[0] * kernel[1];
    }

    /** Output pixels of all images. */
    Dim pixels() {
        Dim pixels = out.dim(0);
        for (int axis = 2; axis < out.rank(); axis++) pixels = pixels.times(out.dim(axis));
        return pixels;
    }

    /** The Java expression of the window. */
    String code(int channels, int pixelStride, Sizes sizes) {
        return "new Window(" + height(sizes) + ", " + width(sizes) + ", " + channels + ", " + pixelStride + ", "
                + kernel[0] + ", "
                + kernel[1] + ", " + strides[0] + ", " + strides[1] + ", " + dilations[0] + ", " + dilations[1] + ", " + pads[0]
                + ", "
                + pads[1] + ", " + outHeight(sizes) + ", " + outWidth(sizes) + ")";
    }

    String height(Sizes sizes) {
        return height(in, sizes);
    }

    String width(Sizes sizes) {
        return sizes.of(in.dim(-1));
    }

    String outHeight(Sizes sizes) {
        return height(out, sizes);
    }

    String outWidth(Sizes sizes) {
        return sizes.of(out.dim(-1));
    }

    private static String height(Shape shape, Sizes sizes) {
        return shape.rank() == 4 ? sizes.of(shape.dim(2)) : "1";
    }
}
