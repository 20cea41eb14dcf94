// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies of many short runs of bytes: a call to copy one costs more than its bytes. */
final class VectorRuns {

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
    private static final int LENGTH = BYTES.length();

    /** Runs that are shorter take a call each. */
    static final int LEAST = LENGTH;

    private VectorRuns() {}

    /**
     * Run i, of {@code run} bytes, goes from {@code xAt + i * xStep} to {@code outAt + i * outStep}. The last vector of a run overlaps the
     * one before it.
     */
    static void copy(byte[] x, int xAt, int xStep, int runs, int run, byte[] out, int outAt, int outStep) {
        for (int i = 0; i < runs; i++) {
            int from = xAt + i * xStep;
            int to = outAt + i * outStep;
            for (int c = 0; c < run - LENGTH; c += LENGTH) ByteVector.fromArray(BYTES, x, from + c).intoArray(out, to + c);
            ByteVector.fromArray(BYTES, x, from + run - LENGTH).intoArray(out, to + run - LENGTH);
        }
    }
}
