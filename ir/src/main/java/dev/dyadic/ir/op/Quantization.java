// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import dev.dyadic.ir.type.Element;

/**
 * Between real numbers and codes, as ONNX says it: a float scale, ties to even. A scale is a scalar, or a vector along
 * {@code axis}, or, where {@code block} is above 0, one per block of that many elements along {@code axis}.
 */
public sealed interface Quantization extends Op {

    /**
     * {@code (x, scale, zero) -> clamp(round(x / scale) + zero)}; the quotient has the precision of the scale. NaN becomes the
     * zero point, or NaN where {@code to} is a float.
     */
    record Quantize(Element to, int axis, long block, boolean saturate) implements Quantization {}

    /** {@code (codes, scale, zero) -> (codes - zero) * scale}. */
    record Dequantize(Element to, int axis, long block) implements Quantization {}

    /** {@code (x: f32) -> u8 codes, scale, zero}, the range of x widened to hold 0. */
    record DynamicQuantize() implements Quantization {}

    /**
     * {@code (x: f32) -> i8 codes, f32 scales}: each row, all elements along the last axis, by its own largest magnitude, without a
     * zero point. In f32 throughout: {@code scale = max(max|x| / largest, LEAST_SCALE)}, {@code code = round(x / scale)}, ties to even,
     * kept to {@code -largest..largest}. A row that holds a NaN has the scale NaN; a quotient that is NaN has the code 0. Scales have
     * the shape of x, with a last axis of 1.
     *
     * @param largest the largest code, 1 to 127
     */
    record QuantizeRows(long largest) implements Quantization {

        /** The scale of a row of zeros. */
        public static final float LEAST_SCALE = 0x1p-100f;
    }
}
