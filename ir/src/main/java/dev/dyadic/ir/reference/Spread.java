// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;

/** The elements of a tensor broadcast to a shape, as a new array. */
final class Spread {

    private Spread() {}

    static float[] floats(Tensor x, long[] sizes) {
        float[] values = x.toFloats();
        if (Arrays.equals(x.sizes(), sizes)) return values;
        float[] result = new float[Math.toIntExact(Tensor.count(sizes))];
        if (values.length == 1) {
            Arrays.fill(result, values[0]);
            return result;
        }
        int[] from = Broadcast.indices(x.sizes(), sizes);
        for (int i = 0; i < result.length; i++) result[i] = values[from[i]];
        return result;
    }

    static double[] doubles(Tensor x, long[] sizes) {
        double[] values = x.toDoubles();
        if (Arrays.equals(x.sizes(), sizes)) return values;
        int[] from = Broadcast.indices(x.sizes(), sizes);
        double[] result = new double[from.length];
        for (int i = 0; i < result.length; i++) result[i] = values[from[i]];
        return result;
    }

    static long[] longs(Tensor x, long[] sizes) {
        long[] values = x.toLongs();
        if (Arrays.equals(x.sizes(), sizes)) return values;
        int[] from = Broadcast.indices(x.sizes(), sizes);
        long[] result = new long[from.length];
        for (int i = 0; i < result.length; i++) result[i] = values[from[i]];
        return result;
    }
}
