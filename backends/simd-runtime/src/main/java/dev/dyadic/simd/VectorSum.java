// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A {@link SumRequant} in vectors of 32 bits. Multipliers are cut after their low 15 bits, so that
 * {@code (a * aMultiplier + b * bMultiplier + 2^(shift - 1)) >> shift} is {@code (high + (low >> 15)) >> (shift - 15)}: floors of floors.
 * Products are below 2^26 then.
 */
final class VectorSum {

    private static final VectorSpecies<Integer> LANES = Species.I32;
    private static final int LENGTH = LANES.length();
    private static final int LOW = 15;

    /** So many elements are a block; a multiple of every width. */
    private static final int BLOCK = 512;

    private VectorSum() {}

    /** Whether half of a unit stands in the high part, and fits it; a tie goes up. */
    static boolean fits(SumRequant requant) {
        return !requant.halfEven() && requant.shift() > LOW && requant.shift() < 45;
    }

    static void codes(byte[] a, int aAt, byte[] b, int bAt, int count, SumRequant requant, byte[] out, int outAt) {
        int[] codes = Scratch.codes(2 * BLOCK);
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            VectorBytes.widen(a, aAt + from, requant.aUnsigned(), size, codes, 0);
            VectorBytes.widen(b, bAt + from, requant.bUnsigned(), size, codes, BLOCK);
            add(codes, size, requant);
            VectorBytes.narrow(codes, 0, size, out, outAt + from);
        }
    }

    /** What lies past the size is computed too, and not used. */
    private static void add(int[] codes, int size, SumRequant requant) {
        int aHigh = requant.aMultiplier() >> LOW;
        int aLow = requant.aMultiplier() & (1 << LOW) - 1;
        int bHigh = requant.bMultiplier() >> LOW;
        int bLow = requant.bMultiplier() & (1 << LOW) - 1;
        int shift = requant.shift() - LOW;
        int half = 1 << shift - 1;
        int lo = requant.lo() - requant.zero();
        int hi = requant.hi() - requant.zero();
        for (int i = 0; i < size; i += LENGTH) {
            IntVector a = IntVector.fromArray(LANES, codes, i).sub(requant.aZero());
            IntVector b = IntVector.fromArray(LANES, codes, BLOCK + i).sub(requant.bZero());
            IntVector low = a.mul(aLow).add(b.mul(bLow)).lanewise(VectorOperators.ASHR, LOW);
            IntVector sum = a.mul(aHigh).add(b.mul(bHigh)).add(low).add(half).lanewise(VectorOperators.ASHR, shift);
            sum.max(lo).min(hi).add(requant.zero()).intoArray(codes, i);
        }
    }
}
