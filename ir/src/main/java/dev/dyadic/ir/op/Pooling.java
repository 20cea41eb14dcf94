// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import java.util.List;

/** Windows over the spatial axes of {@code x: N,C,spatial}. Attributes as for {@link Contraction}. */
public sealed interface Pooling extends Op {

    /** {@code (x) -> y} or {@code y, i64 flat positions}; padding never wins. */
    record MaxPool(
            List<Long> kernel,
            List<Long> strides,
            List<Long> pads,
            List<Long> dilations,
            AutoPad autoPad,
            boolean ceil,
            boolean columnMajor) implements Pooling {}

    record AveragePool(
            List<Long> kernel,
            List<Long> strides,
            List<Long> pads,
            List<Long> dilations,
            AutoPad autoPad,
            boolean ceil,
            boolean countPads) implements Pooling {}

    record LpPool(
            List<Long> kernel,
            List<Long> strides,
            List<Long> pads,
            List<Long> dilations,
            AutoPad autoPad,
            boolean ceil,
            long p) implements Pooling {}

    record GlobalAveragePool() implements Pooling {}

    record GlobalMaxPool() implements Pooling {}

    /** {@code (x, positions)} or {@code (x, positions, shape)}: the inverse of {@link MaxPool}, zero elsewhere. */
    record MaxUnpool(List<Long> kernel, List<Long> strides, List<Long> pads) implements Pooling {}

    /** {@code (x, imageShape, blockShape)}: sums columns back into images. */
    record Col2Im(List<Long> strides, List<Long> pads, List<Long> dilations) implements Pooling {}
}
