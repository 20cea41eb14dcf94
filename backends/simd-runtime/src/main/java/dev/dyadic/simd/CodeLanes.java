// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Codes in lanes of 32 bits, for loops that are generated. Loaded only where {@link Start#isPlain} is not so. */
public final class CodeLanes {

    private static final VectorSpecies<Integer> INTS = Species.I32;
    private static final VectorSpecies<Byte> BYTES = Species.QUARTER_I8;
    private static final long LOW = 0xffffffffL;

    /** How many codes there are in a vector. */
    public static final int LENGTH = INTS.length();

    /** Whether bytes can be read a vector at a time: the smallest vector of bytes has 64 bits. */
    public static final boolean FIT = BYTES.length() == LENGTH;

    private CodeLanes() {}

    public static IntVector load(byte[] x, int at, boolean unsigned) {
        IntVector codes = (IntVector) ByteVector.fromArray(BYTES, x, at).castShape(INTS, 0);
        return unsigned ? codes.and(0xff) : codes;
    }

    public static IntVector load(int[] x, int at) {
        return IntVector.fromArray(INTS, x, at);
    }

    public static IntVector all(long x) {
        return IntVector.broadcast(INTS, (int) x);
    }

    /** The low bytes. */
    public static void store(IntVector x, byte[] out, int at) {
        ((ByteVector) x.castShape(BYTES, 0)).intoArray(out, at);
    }

    public static void store(IntVector x, int[] out, int at) {
        x.intoArray(out, at);
    }

    /**
     * A sum as a code, ties up. Sums are counted from the least, so that they are not negative and two lanes fill one of 64 bits
     * without anything being moved.
     */
    public static IntVector requant(IntVector x, SumScale scale) {
        LongVector counted = x.max(scale.least()).min(scale.greatest()).sub(scale.least()).reinterpretAsLongs();
        LongVector even = scaled(counted.and(LOW), scale);
        LongVector odd = scaled(counted.lanewise(VectorOperators.LSHR, 32), scale);
        IntVector codes = even.and(LOW).or(odd.lanewise(VectorOperators.LSHL, 32)).reinterpretAsInts();
        return codes.add(scale.offset()).max(scale.lo()).min(scale.hi());
    }

    private static LongVector scaled(LongVector counted, SumScale scale) {
        return counted.mul(scale.multiplier()).add(scale.rounding()).lanewise(VectorOperators.LSHR, scale.shift());
    }
}
