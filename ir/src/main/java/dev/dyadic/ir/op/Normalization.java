// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

/** Ops that scale elements by statistics of their neighbours. Statistics are taken in f64. */
public sealed interface Normalization extends Op {

    record Softmax(int axis) implements Normalization {}

    record LogSoftmax(int axis) implements Normalization {}

    /** One at the first largest element along the axis, zero elsewhere. */
    record Hardmax(int axis) implements Normalization {}

    /**
     * {@code (x, keep)}: softmax along the axis of {@code x + (1 - keep) * fill}, each step of which is rounded to x's element, so
     * that a row masked as a whole gives what separate ops give; keep is of x's element, 1 where x counts and 0 where it is
     * masked, and broadcasts to x.
     */
    record MaskedSoftmax(int axis, double fill) implements Normalization {}

    /**
     * {@code (x, scale)} or {@code (x, scale, bias) -> y}, or {@code y, mean, 1 / deviation}: over all axes from {@code axis} on
     * (Ba et al. 2016).
     */
    record LayerNorm(int axis, double epsilon) implements Normalization {}

    /** {@code (x, scale)}: x divided by its root mean square over all axes from {@code axis} on (Zhang and Sennrich 2019). */
    record RmsNorm(int axis, double epsilon) implements Normalization {}

    /** {@code (x: N,C,..., scale, bias, mean, variance)}: with stored statistics (Ioffe and Szegedy 2015). */
    record BatchNorm(double epsilon) implements Normalization {}

    /** {@code (x: N,C,..., scale, bias)}. */
    record InstanceNorm(double epsilon) implements Normalization {}

    /** {@code (x: N,C,..., scale: C, bias: C)} (Wu and He 2018). */
    record GroupNorm(long groups, double epsilon) implements Normalization {}

    /** Across channels: {@code x / (bias + alpha / size * sum of squares)^beta}. */
    record LocalResponseNorm(long size, double alpha, double beta, double bias) implements Normalization {}
}
