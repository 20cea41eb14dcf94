// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Codes of 8 bits as wider numbers and back. A vector of bytes has at least 64 bits: two vectors of 32-bit numbers where those have 128. */
final class VectorBytes {

    private static final VectorSpecies<Byte> BYTES = Species.QUARTER_I8;
    private static final VectorSpecies<Integer> INTS = Species.I32;
    private static final VectorSpecies<Float> FLOATS = Species.F32;
    private static final int LENGTH = BYTES.length();
    private static final boolean TWO = LENGTH > INTS.length();

    private VectorBytes() {}

    /** The low bytes. */
    static void narrow(int[] x, int xAt, int count, byte[] out, int outAt) {
        int i = 0;
        for (int end = BYTES.loopBound(count); i < end; i += LENGTH) {
            ByteVector codes = (ByteVector) IntVector.fromArray(INTS, x, xAt + i).castShape(BYTES, 0);
            if (TWO) {
                IntVector upper = IntVector.fromArray(INTS, x, xAt + i + INTS.length());
                codes = codes.or((ByteVector) upper.castShape(BYTES, -1));
            }
            codes.intoArray(out, outAt + i);
        }
        for (; i < count; i++) out[outAt + i] = (byte) x[xAt + i];
    }

    static void widen(byte[] x, int xAt, boolean unsigned, int count, int[] out, int outAt) {
        int i = 0;
        for (int end = BYTES.loopBound(count); i < end; i += LENGTH) {
            ByteVector codes = ByteVector.fromArray(BYTES, x, xAt + i);
            ints(codes, 0, unsigned).intoArray(out, outAt + i);
            if (TWO) ints(codes, 1, unsigned).intoArray(out, outAt + i + INTS.length());
        }
        for (; i < count; i++) out[outAt + i] = unsigned ? x[xAt + i] & 0xff : x[xAt + i];
    }

    static void widen(byte[] x, int xAt, boolean unsigned, int count, float[] out, int outAt) {
        int i = 0;
        for (int end = BYTES.loopBound(count); i < end; i += LENGTH) {
            ByteVector codes = ByteVector.fromArray(BYTES, x, xAt + i);
            floats(codes, 0, unsigned).intoArray(out, outAt + i);
            if (TWO) floats(codes, 1, unsigned).intoArray(out, outAt + i + INTS.length());
        }
        for (; i < count; i++) out[outAt + i] = unsigned ? x[xAt + i] & 0xff : x[xAt + i];
    }

    private static IntVector ints(ByteVector codes, int part, boolean unsigned) {
        if (unsigned) return (IntVector) codes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, part);
        return (IntVector) codes.castShape(INTS, part);
    }

    private static FloatVector floats(ByteVector codes, int part, boolean unsigned) {
        return (FloatVector) ints(codes, part, unsigned).castShape(FLOATS, 0);
    }
}
