// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The species of {@link Lanes#BITS}. Loaded only where the Vector API is there. */
public final class Species {

    private static final VectorShape SHAPE = VectorShape.forBitSize(Math.max(128, Lanes.BITS));

    public static final VectorSpecies<Float> F32 = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Float> HALF_F32 = VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));
    static final VectorSpecies<Double> F64 = VectorSpecies.of(double.class, SHAPE);
    public static final VectorSpecies<Integer> I32 = VectorSpecies.of(int.class, SHAPE);
    static final VectorSpecies<Integer> HALF_I32 = VectorSpecies.of(int.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));
    static final VectorSpecies<Long> I64 = VectorSpecies.of(long.class, SHAPE);
    static final VectorSpecies<Short> I16 = VectorSpecies.of(short.class, SHAPE);
    static final VectorSpecies<Byte> I8 = VectorSpecies.of(byte.class, SHAPE);
    static final VectorSpecies<Byte> QUARTER_I8 = VectorSpecies.of(byte.class,
            VectorShape.forBitSize(Math.max(64, SHAPE.vectorBitSize() / 4)));

    private Species() {}
}
