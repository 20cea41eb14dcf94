// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvTranspose;
import java.util.List;

/**
 * One axis of a transposed convolution as one of a convolution whose results are s neighbours each. Element o of the transposed one,
 * counted before cropping, is phase {@code o % s} of the convolution's element {@code o / s}.
 *
 * @param kernel the size of the transposed kernel
 * @param crop how much of the result is cropped before its first element
 * @param reach the last element it has, plus one, less those that x's own size gives: {@code kernel + output padding - crop behind}
 */
record SubpixelAxis(int stride, int dilation, int kernel, int crop, int reach) {

    static SubpixelAxis of(ConvTranspose op, int i, int axes, int kernel) {
        int stride = entry(op.strides(), i, 1);
        int dilation = entry(op.dilations(), i, 1);
        int whole = (kernel - 1) * dilation + 1 + entry(op.outputPadding(), i, 0);
        if (op.autoPad() == AutoPad.SAME_UPPER || op.autoPad() == AutoPad.SAME_LOWER) {
            int total = Math.max(0, whole - stride);
            int crop = op.autoPad() == AutoPad.SAME_UPPER ? total / 2 : total - total / 2;
            return new SubpixelAxis(stride, dilation, kernel, crop, stride + crop);
        }
        boolean explicit = op.autoPad() == AutoPad.EXPLICIT;
        int crop = explicit ? entry(op.pads(), i, 0) : 0;
        return new SubpixelAxis(stride, dilation, kernel, crop, whole - (explicit ? entry(op.pads(), axes + i, 0) : 0));
    }

    private static int entry(List<Long> entries, int i, int otherwise) {
        return entries.isEmpty() ? otherwise : Math.toIntExact(entries.get(i));
    }

    /** The size of the convolution's kernel. */
    int taps() {
        return Math.ceilDiv(kernel, stride);
    }

    /** Where in the transposed kernel the weight of a tap is; negative if this phase has none there. */
    int position(int phase, int tap) {
        int position = phase + stride * (taps() - 1 - tap);
        return position < kernel ? position : -1;
    }

    /** The padding before x. */
    int begin() {
        return (taps() - 1) * dilation - crop / stride;
    }

    /** The padding behind x. */
    int end() {
        return Math.ceilDiv(reach, stride) - 1;
    }

    /** Whether a convolution can be padded so. */
    boolean isPadded() {
        return stride > 0 && dilation > 0 && crop >= 0 && begin() >= 0 && end() >= 0;
    }

    /** How many elements of the shuffled result are cropped before the first. */
    int before() {
        return crop % stride;
    }

    /** How many are cropped behind the last. */
    int behind() {
        return Math.ceilDiv(reach, stride) * stride - reach;
    }
}
