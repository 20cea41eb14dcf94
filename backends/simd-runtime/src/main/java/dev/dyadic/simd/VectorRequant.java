// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Requant} in vectors: products fill a vector of 64 bits, so that sums come from half a vector. */
final class VectorRequant {

    private static final VectorSpecies<Integer> HALF = Species.HALF_I32;
    private static final VectorSpecies<Long> WIDE = Species.I64;
    private static final int LENGTH = HALF.length();

    private VectorRequant() {}

    static void codes(int[] sums, int sumsAt, RequantColumns columns, int column, int count, byte[] out, int outAt) {
        int end = HALF.loopBound(count);
        int[] codes = Scratch.codes(count);
        for (int c = 0; c < end; c += LENGTH) {
            int at = column + c;
            IntVector sum = IntVector.fromArray(HALF, sums, sumsAt + c)
                    .max(IntVector.fromArray(HALF, columns.least, at))
                    .min(IntVector.fromArray(HALF, columns.greatest, at));
            LongVector product = wide(sum).mul(wide(IntVector.fromArray(HALF, columns.multipliers, at)));
            LongVector scaled = product.add(LongVector.fromArray(WIDE, columns.roundings, at))
                    .lanewise(VectorOperators.LSHR, LongVector.fromArray(WIDE, columns.shifts, at));
            narrow(scaled).add(IntVector.fromArray(HALF, columns.offsets, at)).max(columns.lo).min(columns.hi).intoArray(codes,
                    c);
        }
        for (int c = end; c < count; c++) codes[c] = code(sums[sumsAt + c], columns, column + c);
        VectorBytes.narrow(codes, 0, count, out, outAt);
    }

    private static int code(int sum, RequantColumns columns, int c) {
        long product = (long) Math.clamp(sum, columns.least[c], columns.greatest[c]) * columns.multipliers[c];
        int scaled = (int) (product + columns.roundings[c] >>> columns.shifts[c]);
        return Math.clamp(scaled + columns.offsets[c], columns.lo, columns.hi);
    }

    private static LongVector wide(IntVector x) {
        return (LongVector) x.castShape(WIDE, 0);
    }

    private static IntVector narrow(LongVector x) {
        return (IntVector) x.castShape(HALF, 0);
    }
}
