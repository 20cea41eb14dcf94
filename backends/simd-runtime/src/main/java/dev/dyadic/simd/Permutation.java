// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Axes in another order, neighbours that stay neighbours made one.
 *
 * @param sizes of the result, without the run
 * @param strides in x of the axes of the result
 * @param run elements that stay together
 */
record Permutation(int[] sizes, int[] strides, int run) {

    static Permutation of(int[] sizes, int[] axes) {
        int rank = axes.length;
        int[] strides = new int[rank];
        int stride = 1;
        for (int i = rank - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes[i];
        }
        int run = 1;
        int kept = rank;
        while (kept > 0 && (axes[kept - 1] == kept - 1 || sizes[axes[kept - 1]] == 1)) run *= sizes[axes[--kept]];
        int[] outSizes = new int[kept];
        int[] outStrides = new int[kept];
        for (int i = 0; i < kept; i++) {
            outSizes[i] = sizes[axes[i]];
            outStrides[i] = strides[axes[i]];
        }
        return new Permutation(outSizes, outStrides, run);
    }

    /** How many runs there are. */
    int runs() {
        int runs = run == 0 ? 0 : 1;
        for (int size : sizes) runs *= size;
        return runs;
    }

    /** Where the run stands in x that is number i of the result. */
    int source(int i) {
        int at = 0;
        int rest = i;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            at += rest % sizes[axis] * strides[axis];
            rest /= sizes[axis];
        }
        return at;
    }
}
