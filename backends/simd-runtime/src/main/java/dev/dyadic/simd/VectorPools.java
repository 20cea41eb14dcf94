// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Pools} of one pixel in vectors of channels. What a window looks at inside of the image stands at {@code sources}. Each function
 * tells how many channels it did: whole vectors.
 */
final class VectorPools {

    private static final VectorSpecies<Byte> BYTES = Species.QUARTER_I8;
    private static final VectorSpecies<Float> FLOATS = Species.F32;
    private static final VectorSpecies<Integer> INTS = Species.I32;

    private VectorPools() {}

    static int max(byte[] x, int xAt, boolean unsigned, int[] sources, int count, int channels, byte[] out, int outAt) {
        byte flip = unsigned ? Byte.MIN_VALUE : 0;
        int end = BYTES.loopBound(channels);
        for (int c = 0; c < end; c += BYTES.length()) {
            ByteVector most = ByteVector.broadcast(BYTES, Byte.MIN_VALUE);
            for (int i = 0; i < count; i++) {
                ByteVector here = ByteVector.fromArray(BYTES, x, xAt + sources[i] + c);
                most = most.max(here.lanewise(VectorOperators.XOR, flip));
            }
            most.lanewise(VectorOperators.XOR, flip).intoArray(out, outAt + c);
        }
        return end;
    }

    static int max(float[] x, int xAt, int[] sources, int count, int channels, float[] out, int outAt) {
        int end = FLOATS.loopBound(channels);
        for (int c = 0; c < end; c += FLOATS.length()) {
            FloatVector most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < count; i++) most = most.max(FloatVector.fromArray(FLOATS, x, xAt + sources[i] + c));
            most.intoArray(out, outAt + c);
        }
        return end;
    }

    static int average(float[] x, int xAt, int[] sources, int count, float divisor, int channels, float[] out, int outAt) {
        int end = FLOATS.loopBound(channels);
        for (int c = 0; c < end; c += FLOATS.length()) {
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int i = 0; i < count; i++) sum = sum.add(FloatVector.fromArray(FLOATS, x, xAt + sources[i] + c));
            sum.div(divisor).intoArray(out, outAt + c);
        }
        return end;
    }

    /** Adds {@code x} to sums, all of it. */
    static void add(int[] x, int count, int[] sums, int sumsAt) {
        int c = 0;
        for (int end = INTS.loopBound(count); c < end; c += INTS.length()) {
            IntVector more = IntVector.fromArray(INTS, x, c);
            IntVector.fromArray(INTS, sums, sumsAt + c).add(more).intoArray(sums, sumsAt + c);
        }
        for (; c < count; c++) sums[sumsAt + c] += x[c];
    }
}
