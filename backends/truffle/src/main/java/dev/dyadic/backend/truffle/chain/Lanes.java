// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.CompilerDirectives;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.ir.op.IntegerOp.Requant;
import java.util.Optional;
import java.util.OptionalDouble;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Neighbouring elements in one vector. Truffle's compiler makes machine instructions of it in its last tier; interpreted it is slow. */
final class Lanes {

    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
    static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_128;
    static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_64;
    static final int COUNT = INTS.length();

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;
    /** Whether this machine has them. */
    static final boolean ARE_HERE = IntVector.SPECIES_PREFERRED.length() >= COUNT;
    private static final VectorShuffle<Integer> EVEN_THEN_ODD = VectorShuffle.fromValues(INTS, 0, 2, 4, 6, 1, 3, 5, 7);

    /** A double of this size has a whole number in its low 32 bits: adding it rounds half to even. */
    private static final double WHOLE = 0x1.8p52;
    private static final int MOST_SHIFT = 42;

    /** Half a unit of the greatest shift makes of each tie the number above. */
    private static final double TIE_BREAK = 0x1p-43;

    private Lanes() {}

    /** Whether what runs is compiled for good, on a machine that has them. */
    static boolean areUsed() {
        return ARE_HERE && CompilerDirectives.inCompiledCode() && !CompilerDirectives.hasNextTier();
    }

    static IntVector widened(ByteVector x) {
        return (IntVector) x.convertShape(VectorOperators.B2I, INTS, 0);
    }

    static IntVector widened(ShortVector x) {
        return (IntVector) x.convertShape(VectorOperators.S2I, INTS, 0);
    }

    /** The low bits. */
    static ByteVector bytes(IntVector x) {
        return (ByteVector) x.convertShape(VectorOperators.I2B, BYTES, 0);
    }

    /** The low bits. */
    static ShortVector shorts(IntVector x) {
        return (ShortVector) x.convertShape(VectorOperators.I2S, SHORTS, 0);
    }

    /**
     * What {@link #rescaled} scales by, for one multiplier and one shift, if it is exact with them. Where a product decides the code, which
     * has 8 bits, it is below 2^52, so that f64 holds it and half a unit more; larger ones, which f64 rounds, end at a bound all the same.
     */
    static OptionalDouble scale(Requant op, Optional<TensorObject> multipliers, Optional<TensorObject> shifts) {
        boolean isOne = multipliers.filter(each -> each.length() == 1).isPresent()
                && shifts.filter(each -> each.length() == 1).isPresent();
        if (!isOne || !isCode(op.zero()) || !isCode(op.lo()) || !isCode(op.hi())) return OptionalDouble.empty();
        long shift = shifts.get().tensor().getLong(0);
        if (shift > MOST_SHIFT) return OptionalDouble.empty();
        return OptionalDouble.of(Math.scalb((double) multipliers.get().tensor().getLong(0), (int) -shift));
    }

    private static boolean isCode(long value) {
        return value >= -128 && value <= 255;
    }

    /** {@code clamp(round(x * scale) + zero, lo, hi)}; ties go to even, or up. */
    static IntVector rescaled(IntVector x, double scale, Requant op, boolean even) {
        LongVector low = rounded(x, 0, scale, op, even);
        LongVector high = rounded(x, 1, scale, op, even);
        LongVector both = low.and(0xffffffffL).or(high.lanewise(VectorOperators.LSHL, 32));
        return both.reinterpretAsInts().rearrange(EVEN_THEN_ODD).add((int) op.zero());
    }

    /** Half of the lanes, in the low halves of 64 bits. */
    private static LongVector rounded(IntVector x, int half, double scale, Requant op, boolean even) {
        DoubleVector scaled = ((DoubleVector) x.convertShape(VectorOperators.I2D, DOUBLES, half)).mul(scale);
        DoubleVector unbiased = even ? scaled : scaled.add(TIE_BREAK);
        return unbiased.max(op.lo() - op.zero()).min(op.hi() - op.zero()).add(WHOLE).reinterpretAsLongs();
    }
}
