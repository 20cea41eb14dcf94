// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Memory that a kernel needs during one call: an array per thread that grows, and is not cleared. */
final class Scratch {

    private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

    private float[] floats = new float[0];
    private double[] doubles = new double[0];
    private short[] shorts = new short[0];
    private int[] ints = new int[0];
    private int[] codes = new int[0];
    private int[] sums = new int[0];

    private Scratch() {}

    static float[] floats(int length) {
        Scratch mine = MINE.get();
        if (mine.floats.length < length) mine.floats = new float[length];
        return mine.floats;
    }

    static double[] doubles(int length) {
        Scratch mine = MINE.get();
        if (mine.doubles.length < length) mine.doubles = new double[length];
        return mine.doubles;
    }

    static short[] shorts(int length) {
        Scratch mine = MINE.get();
        if (mine.shorts.length < length) mine.shorts = new short[length];
        return mine.shorts;
    }

    static int[] ints(int length) {
        Scratch mine = MINE.get();
        if (mine.ints.length < length) mine.ints = new int[length];
        return mine.ints;
    }

    /** For codes of 32 bits; a kernel may hold them and {@link #ints}. */
    static int[] codes(int length) {
        Scratch mine = MINE.get();
        if (mine.codes.length < length) mine.codes = new int[length];
        return mine.codes;
    }

    /** For sums; a kernel may hold them and the others. */
    static int[] sums(int length) {
        Scratch mine = MINE.get();
        if (mine.sums.length < length) mine.sums = new int[length];
        return mine.sums;
    }
}
