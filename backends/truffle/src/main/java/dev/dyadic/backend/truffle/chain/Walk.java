// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import java.util.List;

/**
 * How a loop nest walks operands of these shapes: rows of {@code inner} elements, along which every leaf takes steps of its own. Axes that
 * all leaves walk alike are one, so that without broadcasting there is a single row.
 */
final class Walk {

    private final int[] sizes;
    private final int[][] strides;
    private final int depth;

    private Walk(int[] sizes, int[][] strides, int depth) {
        this.sizes = sizes;
        this.strides = strides;
        this.depth = depth;
    }

    /** Shapes broadcast to {@code out}, of which none is longer. */
    static Walk of(long[] out, List<long[]> shapes) {
        int leaves = shapes.size();
        int[] sizes = new int[out.length + 1];
        int[][] strides = new int[leaves][out.length + 1];
        int depth = 0;
        sizes[0] = 1;
        for (int axis = 0; axis < out.length; axis++) {
            if (out[axis] == 1) continue;
            int[] next = new int[leaves];
            for (int leaf = 0; leaf < leaves; leaf++) next[leaf] = stride(shapes.get(leaf), axis - out.length);
            boolean joins = sizes[depth] == 1 || joins(strides, depth, next, out[axis]);
            if (!joins) depth++;
            sizes[depth] = Math.toIntExact(joins ? sizes[depth] * out[axis] : out[axis]);
            for (int leaf = 0; leaf < leaves; leaf++) strides[leaf][depth] = next[leaf];
        }
        return new Walk(sizes, strides, depth);
    }

    private static boolean joins(int[][] strides, int depth, int[] next, long size) {
        for (int leaf = 0; leaf < next.length; leaf++) {
            if (strides[leaf][depth] != next[leaf] * size) return false;
        }
        return true;
    }

    /** The stride along an axis counted from the end; 0 where the shape has no such axis or stretches there. */
    private static int stride(long[] shape, int axis) {
        int at = shape.length + axis;
        if (at < 0 || shape[at] == 1) return 0;
        long stride = 1;
        for (int i = at + 1; i < shape.length; i++) stride *= shape[i];
        return Math.toIntExact(stride);
    }

    int inner() {
        return sizes[depth];
    }

    int rows() {
        int rows = 1;
        for (int i = 0; i < depth; i++) rows *= sizes[i];
        return rows;
    }

    int step(int leaf) {
        return strides[leaf][depth];
    }

    /** Where a row starts in a leaf. */
    int start(int leaf, int row) {
        int left = row;
        int at = 0;
        for (int i = depth - 1; i >= 0; i--) {
            at += left % sizes[i] * strides[leaf][i];
            left /= sizes[i];
        }
        return at;
    }
}
