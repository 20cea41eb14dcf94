// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;

/**
 * The right-hand factors of sums of products, as f32 where that is exact, else as f64. Products and sums are taken in f64, one
 * after the other.
 */
sealed interface Factors {

    /** Adds to each sum, for each row in turn, {@code a[aAt + row]} times the row's element; rows begin at {@code at}. */
    void addTo(double[] sums, double[] a, int aAt, int rows, int at, int columns);

    /** Writes the elements at some positions from {@code from} on; a negative position reads 0. */
    void gather(int from, int[] positions, int first, int count, Factors to, int at);

    /** Zeros of the same precision. */
    Factors zeros(int length);

    static Factors of(Tensor x) {
        return x.element().equals(Element.F64) || x.element().bits() > 24 && !x.element().isFloat()
                ? new Wide(x.toDoubles())
                : new Narrow(x.toFloats());
    }

    /** f32. */
    record Narrow(float[] values) implements Factors {

        @Override public void addTo(double[] sums, double[] a, int aAt, int rows, int at, int columns) {
            int row = 0;
            for (; row + 3 < rows; row += 4) {
                int i = aAt + row;
                addFour(sums, a[i], a[i + 1], a[i + 2], a[i + 3], values, at + row * columns, columns);
            }
            for (; row < rows; row++) add(sums, a[aAt + row], values, at + row * columns, columns);
        }

        private static void add(double[] sums, double a, float[] b, int at, int columns) {
            for (int j = 0; j < columns; j++) sums[j] += a * b[at + j];
        }

        /** Four rows in a step, which saves three loads and stores of the sums. */
        private static void addFour(
                double[] sums, double a0, double a1, double a2, double a3, float[] b, int at, int columns) {
            int at1 = at + columns;
            int at2 = at1 + columns;
            int at3 = at2 + columns;
            for (int j = 0; j < columns; j++) {
                sums[j] = sums[j] + a0 * b[at + j] + a1 * b[at1 + j] + a2 * b[at2 + j] + a3 * b[at3 + j];
            }
        }

        @Override public void gather(int from, int[] positions, int first, int count, Factors to, int at) {
            float[] target = ((Narrow) to).values;
            for (int j = 0; j < count; j++) {
                int position = positions[first + j];
                target[at + j] = position < 0 ? 0 : values[from + position];
            }
        }

        @Override public Factors zeros(int length) {
            return new Narrow(new float[length]);
        }
    }

    /** f64. */
    record Wide(double[] values) implements Factors {

        @Override public void addTo(double[] sums, double[] a, int aAt, int rows, int at, int columns) {
            for (int row = 0; row < rows; row++) {
                double factor = a[aAt + row];
                int start = at + row * columns;
                for (int j = 0; j < columns; j++) sums[j] += factor * values[start + j];
            }
        }

        @Override public void gather(int from, int[] positions, int first, int count, Factors to, int at) {
            double[] target = ((Wide) to).values;
            for (int j = 0; j < count; j++) {
                int position = positions[first + j];
                target[at + j] = position < 0 ? 0 : values[from + position];
            }
        }

        @Override public Factors zeros(int length) {
            return new Wide(new double[length]);
        }
    }
}
