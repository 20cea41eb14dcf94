// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of multiples of rows, and of products of rows. Sums wrap at 32 bits, so lanes change no bit. */
final class Axpy {

    private Axpy() {}

    /** Adds to each sum {@code factors[factorsAt + k]} times its element of the row that begins at {@code starts[k]}, for all k. */
    static void add(
            VectorSpecies<Integer> lanes, int[] sums, int sumsAt, int length, int[] factors, int factorsAt, int[] rows,
            int[] starts) {
        int j = 0;
        for (int end = lanes.loopBound(length); j < end; j += lanes.length()) {
            IntVector sum = IntVector.fromArray(lanes, sums, sumsAt + j);
            for (int k = 0; k < starts.length; k++) {
                sum = sum.add(IntVector.fromArray(lanes, rows, starts[k] + j).mul(factors[factorsAt + k]));
            }
            sum.intoArray(sums, sumsAt + j);
        }
        for (; j < length; j++) {
            for (int k = 0; k < starts.length; k++) sums[sumsAt + j] += factors[factorsAt + k] * rows[starts[k] + j];
        }
    }

    /** Adds to each sum the products of elements of rows that begin at {@code factorStarts[k]} and {@code starts[k] + shift}, for all k. */
    static void addProducts(
            VectorSpecies<Integer> lanes, int[] sums, int sumsAt, int length, int[] factors, int[] factorStarts, int[] rows,
            int[] starts, int shift) {
        int j = 0;
        for (int end = lanes.loopBound(length); j < end; j += lanes.length()) {
            IntVector sum = IntVector.fromArray(lanes, sums, sumsAt + j);
            for (int k = 0; k < starts.length; k++) {
                IntVector row = IntVector.fromArray(lanes, rows, starts[k] + shift + j);
                sum = sum.add(IntVector.fromArray(lanes, factors, factorStarts[k] + j).mul(row));
            }
            sum.intoArray(sums, sumsAt + j);
        }
        for (; j < length; j++) {
            for (int k = 0; k < starts.length; k++)
                sums[sumsAt + j] += factors[factorStarts[k] + j] * rows[starts[k] + shift + j];
        }
    }
}
