// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Seeded data, and sizes around the number of lanes. */
final class Samples {

    private Samples() {}

    static int[] sizes() {
        int lanes = 4 * Lanes.FLOATS;
        return new int[] {0, 1, Lanes.FLOATS - 1, Lanes.FLOATS, Lanes.FLOATS + 1, lanes - 1, lanes, lanes + 1, 2 * lanes, 131};
    }

    /** From -1 to 1. */
    static float[] floats(int count) {
        Random random = new Random(count);
        float[] result = new float[count];
        for (int i = 0; i < count; i++) result[i] = 2 * random.nextFloat() - 1;
        return result;
    }

    static byte[] bytes(int count) {
        byte[] result = new byte[count];
        new Random(count).nextBytes(result);
        return result;
    }

    static int[] ints(int count) {
        return new Random(count).ints(count).toArray();
    }

    /** Positive. */
    static int[] multipliers(int count) {
        return new Random(count).ints(count, 1, Integer.MAX_VALUE).toArray();
    }

    /** Random, all MIN, all MAX, all -1. */
    static List<byte[]> fills(int count) {
        return List.of(bytes(count), filled(count, Byte.MIN_VALUE), filled(count, Byte.MAX_VALUE), filled(count, (byte) -1));
    }

    private static byte[] filled(int count, byte value) {
        byte[] result = new byte[count];
        Arrays.fill(result, value);
        return result;
    }
}
