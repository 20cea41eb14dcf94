// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The sums of {@link Resize} in vectors of f64. Each function tells how many elements it did: whole vectors. */
final class VectorResize {

    private static final VectorSpecies<Float> NARROW = Species.HALF_F32;
    private static final VectorSpecies<Double> WIDE = Species.F64;

    private VectorResize() {}

    /** One row of the result. */
    static int row(float[] x, int xAt, int stride, Taps rows, int row, int count, double[] sums) {
        int end = WIDE.loopBound(count);
        int used = rows.used(row);
        int tap = 0;
        for (; tap + 1 < used; tap += 2) {
            int a = xAt + rows.source(row, tap) * stride;
            int b = xAt + rows.source(row, tap + 1) * stride;
            addPair(x, a, rows.weight(row, tap), b, rows.weight(row, tap + 1), tap == 0, end, sums);
        }
        if (tap < used) add(x, xAt + rows.source(row, tap) * stride, rows.weight(row, tap), tap == 0, end, sums);
        return end;
    }

    /** Adds two rows to sums that are there, or that begin with them. */
    private static void addPair(float[] x, int a, double first, int b, double second, boolean begins, int end, double[] sums) {
        DoubleVector weight = DoubleVector.broadcast(WIDE, first);
        DoubleVector other = DoubleVector.broadcast(WIDE, second);
        for (int i = 0; i < end; i += WIDE.length()) {
            DoubleVector sum = begins ? DoubleVector.zero(WIDE) : DoubleVector.fromArray(WIDE, sums, i);
            sum.add(wide(x, a + i).mul(weight)).add(wide(x, b + i).mul(other)).intoArray(sums, i);
        }
    }

    private static void add(float[] x, int at, double weight, boolean begins, int end, double[] sums) {
        for (int i = 0; i < end; i += WIDE.length()) {
            DoubleVector sum = begins ? DoubleVector.zero(WIDE) : DoubleVector.fromArray(WIDE, sums, i);
            sum.add(wide(x, at + i).mul(weight)).intoArray(sums, i);
        }
    }

    /** All pixels of a line of the result; tells how many elements of each it did. */
    static int pixels(double[] line, int lineAt, int inner, Taps columns, int width, float[] out, int outAt) {
        int end = WIDE.loopBound(inner);
        for (int p = 0; p < width && end > 0; p++) {
            int at = outAt + p * inner;
            switch (columns.used(p)) {
                case 2 -> pair(line, lineAt, inner, columns, p, end, out, at);
                case 4 -> four(line, lineAt, inner, columns, p, end, out, at);
                default -> any(line, lineAt, inner, columns, p, end, out, at);
            }
        }
        return end;
    }

    private static void pair(double[] line, int lineAt, int inner, Taps columns, int p, int end, float[] out, int outAt) {
        DoubleVector zero = DoubleVector.zero(WIDE);
        DoubleVector first = DoubleVector.broadcast(WIDE, columns.weight(p, 0));
        DoubleVector second = DoubleVector.broadcast(WIDE, columns.weight(p, 1));
        int a = lineAt + columns.source(p, 0) * inner;
        int b = lineAt + columns.source(p, 1) * inner;
        for (int i = 0; i < end; i += WIDE.length()) {
            DoubleVector sum = zero.add(wide(line, a + i).mul(first)).add(wide(line, b + i).mul(second));
            narrow(sum).intoArray(out, outAt + i);
        }
    }

    private static void four(double[] line, int lineAt, int inner, Taps columns, int p, int end, float[] out, int outAt) {
        DoubleVector zero = DoubleVector.zero(WIDE);
        DoubleVector first = DoubleVector.broadcast(WIDE, columns.weight(p, 0));
        DoubleVector second = DoubleVector.broadcast(WIDE, columns.weight(p, 1));
        DoubleVector third = DoubleVector.broadcast(WIDE, columns.weight(p, 2));
        DoubleVector fourth = DoubleVector.broadcast(WIDE, columns.weight(p, 3));
        int a = lineAt + columns.source(p, 0) * inner;
        int b = lineAt + columns.source(p, 1) * inner;
        int c = lineAt + columns.source(p, 2) * inner;
        int d = lineAt + columns.source(p, 3) * inner;
        for (int i = 0; i < end; i += WIDE.length()) {
            DoubleVector half = zero.add(wide(line, a + i).mul(first)).add(wide(line, b + i).mul(second));
            DoubleVector sum = half.add(wide(line, c + i).mul(third)).add(wide(line, d + i).mul(fourth));
            narrow(sum).intoArray(out, outAt + i);
        }
    }

    private static void any(double[] line, int lineAt, int inner, Taps columns, int p, int end, float[] out, int outAt) {
        int used = columns.used(p);
        for (int i = 0; i < end; i += WIDE.length()) {
            DoubleVector sum = DoubleVector.zero(WIDE);
            for (int tap = 0; tap < used; tap++) {
                sum = sum.add(wide(line, lineAt + columns.source(p, tap) * inner + i).mul(columns.weight(p, tap)));
            }
            narrow(sum).intoArray(out, outAt + i);
        }
    }

    private static DoubleVector wide(double[] line, int at) {
        return DoubleVector.fromArray(WIDE, line, at);
    }

    private static DoubleVector wide(float[] x, int at) {
        return (DoubleVector) FloatVector.fromArray(NARROW, x, at).convertShape(VectorOperators.F2D, WIDE, 0);
    }

    private static FloatVector narrow(DoubleVector sums) {
        return (FloatVector) sums.convertShape(VectorOperators.D2F, NARROW, 0);
    }
}
