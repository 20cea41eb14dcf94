// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import java.util.List;

/**
 * Ops that move elements without changing them. Axes may be negative: they then count from the end. Inputs that give
 * axes, sizes or positions are i64 (or i32) vectors.
 */
public sealed interface Movement extends Op {

    /** {@code (x) -> x}, under another name: a graph's output that is also something else. */
    record Identity() implements Movement {}

    /** {@code (x, shape)}: one -1 is inferred; 0 copies x's size there when {@code zeroCopies}. */
    record Reshape(boolean zeroCopies) implements Movement {}

    /** {@code (x)}: axis i of the result is axis {@code permutation[i]} of x; an empty list reverses the axes. */
    record Transpose(List<Integer> permutation) implements Movement {}

    /** {@code (x)} or {@code (x, axes)}: drops axes of size 1; all of them when no axes are given. */
    record Squeeze() implements Movement {}

    /** {@code (x, axes)}: inserts axes of size 1; axes count in the result. */
    record Unsqueeze() implements Movement {}

    /** {@code (x)}: two axes, the sizes before {@code axis} multiplied, and those from it on. */
    record Flatten(int axis) implements Movement {}

    /** {@code (x, shape)}: broadcasts x with the shape, both ways. */
    record Expand() implements Movement {}

    /** {@code (x...)}. */
    record Concat(int axis) implements Movement {}

    /** {@code (x)} or {@code (x, sizes)}: without sizes the parts are equal, the last one smaller if need be. */
    record Split(int axis) implements Movement {}

    /** {@code (x, starts, ends, axes, steps)}, with ONNX's clamping of positions. */
    record Slice() implements Movement {}

    /** {@code (x, pads, value)} or {@code (x, pads, value, axes)}: pads are all begins, then all ends; negative pads crop. */
    record Pad(Mode mode) implements Movement {
        /** What stands outside of x. */
        public enum Mode {
            CONSTANT,
            REFLECT,
            EDGE,
            WRAP
        }
    }

    /** {@code (x, repeats)}. */
    record Tile() implements Movement {}

    /** {@code (x, k)}: keeps the triangle above (or below) diagonal k of the last two axes, zero elsewhere. */
    record Trilu(boolean upper) implements Movement {}

    /** {@code (x: N,C,H,W)}: channels to blocks of space; {@code columnFirst} is ONNX's CRD order. */
    record DepthToSpace(long block, boolean columnFirst) implements Movement {}

    /** {@code (x: N,C,H,W)}: blocks of space to channels. */
    record SpaceToDepth(long block) implements Movement {}

    /** {@code (x, lengths)}: reverses the first {@code lengths[b]} steps of each batch entry. */
    record ReverseSequence(int batchAxis, int timeAxis) implements Movement {}
}
