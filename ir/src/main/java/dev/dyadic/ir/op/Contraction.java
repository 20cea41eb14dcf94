// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import java.util.List;

/**
 * Sums of products. Float products are summed in f64 and rounded once to the element of the result. Window attributes have
 * one entry per spatial axis, pads all begins, then all ends; an empty list stands for ones (pads: zeros).
 */
public sealed interface Contraction extends Op {

    /** {@code (a, b)}: numpy's matmul, leading axes broadcast. */
    record Matmul() implements Contraction {}

    /** {@code (a: i8|u8, b: i8|u8, aZero, bZero) -> i32}; zero points are scalars, or per row of a, per column of b. */
    record MatmulInteger() implements Contraction {}

    /** {@code (x: N,C,spatial; w: M,C/group,kernel)} or {@code (x, w, bias: M)}. */
    record Conv(List<Long> strides, List<Long> pads, List<Long> dilations, long group, AutoPad autoPad) implements Contraction {}

    /** {@code (x, w, xZero, wZero) -> i32}; xZero is a scalar, wZero a scalar or [M]. */
    record ConvInteger(List<Long> strides, List<Long> pads, List<Long> dilations, long group,
            AutoPad autoPad) implements Contraction {}

    /** {@code (x: N,C,spatial; w: C,M/group,kernel)} or {@code (x, w, bias: M)}. {@code outputShape} is spatial, or empty. */
    record ConvTranspose(
            List<Long> strides,
            List<Long> pads,
            List<Long> dilations,
            long group,
            AutoPad autoPad,
            List<Long> outputPadding,
            List<Long> outputShape) implements Contraction {}

    /** {@code (x, w, offset, bias: M, mask)}: modulated deformable convolution (Dai et al. 2017, Zhu et al. 2019). */
    record DeformConv(
            List<Long> strides, List<Long> pads, List<Long> dilations, long group, long offsetGroup) implements Contraction {}

    /** {@code (x...)}: sums of products over the letters of the equation, ellipsis included. */
    record Einsum(String equation) implements Contraction {}

    /** {@code (x: ...,n,n)}: determinants. */
    record Det() implements Contraction {}
}
