// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Quantization;
import dev.dyadic.ir.op.Quantization.*;
import dev.dyadic.ir.tensor.Codec;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** As ONNX has it: the quotient is rounded to the element of the scale, then to an integer, half to even. */
final class QuantizationReference {

    private QuantizationReference() {}

    static List<Tensor> run(Quantization op, List<Tensor> ins, int outs) {
        Tensor x = ins.getFirst();
        return switch (op) {
            case Quantize(Element to, int axis, long block, boolean saturate) ->
                List.of(quantize(x, ins.get(1), zeros(ins), to, axis, block, saturate));
            case Dequantize(Element to, int axis, long block) -> List.of(dequantize(x, ins.get(1), zeros(ins), to, axis, block));
            case DynamicQuantize _ -> dynamic(x);
            case QuantizeRows(long largest) -> rows(x, largest);
        };
    }

    private static double[] zeros(List<Tensor> ins) {
        return ins.size() > 2 ? ins.get(2).toDoubles() : new double[ins.get(1).length()];
    }

    private static Tensor quantize(
            Tensor x, Tensor scale, double[] zeros, Element to, int axis, long block, boolean saturate) {
        double[] quotients = x.toDoubles();
        double[] scales = scale.toDoubles();
        int[] at = scaleOf(x, scale, axis, block);
        requireSame(scales, zeros);
        Element precision = scale.element();
        for (int i = 0; i < quotients.length; i++) {
            quotients[i] = Codec.round(precision, Codec.round(precision, quotients[i]) / scales[at[i]]);
        }
        if (to.isFloat()) {
            for (int i = 0; i < quotients.length; i++) quotients[i] += zeros[at[i]];
            return Casts.cast(Tensor.ofDoubles(Element.F64, x.sizes(), quotients), to, saturate);
        }
        long[] codes = new long[quotients.length];
        for (int i = 0; i < codes.length; i++) codes[i] = code(quotients[i], zeros[at[i]], to);
        return Tensor.ofLongs(to, x.sizes(), codes);
    }

    /** The quotient to the nearest integer, plus the zero point, kept to the range of the element; NaN gives the zero point. */
    private static long code(double quotient, double zero, Element to) {
        if (Double.isNaN(quotient)) return (long) zero;
        return (long) Math.clamp(Math.rint(quotient) + zero, (double) to.min(), (double) to.max());
    }

    private static Tensor dequantize(Tensor x, Tensor scale, double[] zeros, Element to, int axis, long block) {
        double[] values = x.toDoubles();
        double[] scales = scale.toDoubles();
        int[] at = scaleOf(x, scale, axis, block);
        requireSame(scales, zeros);
        for (int i = 0; i < values.length; i++) values[i] = (values[i] - zeros[at[i]]) * scales[at[i]];
        return Tensor.ofDoubles(to, x.sizes(), values);
    }

    /** For each element of x the position of its scale. */
    private static int[] scaleOf(Tensor x, Tensor scale, int axis, long block) {
        int[] at = new int[x.length()];
        boolean single = block == 0 && scale.count() == 1;
        if (single) return at;
        Axes axes = Axes.of(x, axis);
        long[] right = x.sizes();
        right[axes.axis()] = block == 0 ? axes.size() : Math.ceilDiv(axes.size(), block);
        if (block == 0) right = new long[] {axes.size()};
        if (!Arrays.equals(right, scale.sizes())) {
            throw DyadicException.model("", "the scale is " + scale.type() + " for " + x.type() + "; its shape must be "
                    + Broadcast.text(right) + ".");
        }
        int step = Math.toIntExact(Math.max(block, 1));
        int blocks = Math.ceilDiv(axes.size(), step);
        for (int i = 0; i < at.length; i++) {
            int row = i / axes.inner();
            int along = row % axes.size() / step;
            at[i] = block == 0 ? along : (row / axes.size() * blocks + along) * axes.inner() + i % axes.inner();
        }
        return at;
    }

    private static void requireSame(double[] scales, double[] zeros) {
        if (scales.length == zeros.length) return;
        throw DyadicException.model("", "there are " + scales.length + " scales but " + zeros.length + " zero points.");
    }

    /** In f32 throughout; where x holds nothing but zeros the scale is 1. */
    private static List<Tensor> dynamic(Tensor x) {
        float[] values = x.toFloats();
        float min = 0;
        float max = 0;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        float range = (max - min) / 255;
        float scale = range == 0 ? 1 : range;
        long zero = code(-min / scale, 0, Element.U8);
        byte[] codes = new byte[values.length];
        for (int i = 0; i < codes.length; i++) codes[i] = (byte) code(values[i] / scale, zero, Element.U8);
        return List.of(
                Tensor.of(Element.U8, x.sizes(), MemorySegment.ofArray(codes)),
                Tensor.scalar(Element.F32, scale),
                Tensor.scalar(Element.U8, zero));
    }

    /** In f32 throughout; a NaN makes the scale of its row NaN. */
    private static List<Tensor> rows(Tensor x, long largest) {
        if (x.rank() == 0) throw DyadicException.model("", "a scalar has no rows.");
        if (largest < 1 || largest > Element.I8.max())
            throw DyadicException.model("", "the largest code is 1 to 127, not " + largest + ".");
        Axes axes = Axes.of(x, -1);
        float[] values = x.toFloats();
        float[] scales = new float[axes.outer()];
        byte[] codes = new byte[values.length];
        for (int row = 0; row < scales.length; row++) {
            int start = row * axes.size();
            float most = 0;
            for (int i = start; i < start + axes.size(); i++) most = Math.max(most, Math.abs(values[i]));
            scales[row] = Math.max(most / largest, QuantizeRows.LEAST_SCALE);
            for (int i = start; i < start + axes.size(); i++) {
                float quotient = values[i] / scales[row];
                codes[i] = Float.isNaN(quotient) ? 0 : (byte) Math.clamp(Math.rint(quotient), (double) -largest, largest);
            }
        }
        long[] sizes = x.sizes();
        sizes[sizes.length - 1] = 1;
        return List.of(
                Tensor.of(Element.I8, x.sizes(), MemorySegment.ofArray(codes)),
                Tensor.of(sizes, scales));
    }
}
