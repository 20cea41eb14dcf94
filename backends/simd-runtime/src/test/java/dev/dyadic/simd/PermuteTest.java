// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PermuteTest {

    @Test void everyElementFindsItsPlace() {
        int[] sizes = {3, 1, 5, 7};
        int[][] orders = {{0, 1, 2, 3}, {0, 2, 1, 3}, {3, 2, 1, 0}, {1, 0, 3, 2}, {2, 3, 0, 1}};
        byte[] x = Samples.bytes(105);
        float[] floats = Samples.floats(105);
        int[] ints = Samples.ints(105);
        for (int[] axes : orders) {
            byte[] bytesOut = new byte[105];
            float[] floatsOut = new float[105];
            int[] intsOut = new int[105];
            Permute.bytes(x, 0, sizes, axes, bytesOut, 0);
            Permute.floats(floats, 0, sizes, axes, floatsOut, 0);
            Permute.ints(ints, 0, sizes, axes, intsOut, 0);
            for (int i = 0; i < 105; i++) {
                int source = source(i, sizes, axes);
                assertEquals(x[source], bytesOut[i]);
                assertEquals(floats[source], floatsOut[i]);
                assertEquals(ints[source], intsOut[i]);
            }
        }
    }

    @Test void transposeTurnsRowsIntoColumns() {
        byte[] x = Samples.bytes(35);
        byte[] out = new byte[36];
        Permute.transpose(x, 0, 5, 7, out, 1);
        for (int i = 0; i < 35; i++) assertEquals(x[i % 5 * 7 + i / 5], out[1 + i]);
    }

    private static int source(int i, int[] sizes, int[] axes) {
        int[] index = new int[4];
        int rest = i;
        for (int axis = 3; axis >= 0; axis--) {
            index[axes[axis]] = rest % sizes[axes[axis]];
            rest /= sizes[axes[axis]];
        }
        int at = 0;
        for (int axis = 0; axis < 4; axis++) at = at * sizes[axis] + index[axis];
        return at;
    }
}
