// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Arrays;
import java.util.List;

/** Numpy's matmul: a vector is a row on the left and a column on the right; leading axes broadcast. */
final class Matrices {

    private final int rows;
    private final int inner;
    private final int columns;
    private final long[] batch;
    private final int[] aOf;
    private final int[] bOf;
    private final long[] sizes;

    private Matrices(Tensor a, Tensor b) {
        if (a.rank() == 0 || b.rank() == 0) throw mismatch(a, b);
        long[] left = a.rank() == 1 ? new long[] {1, a.size(0)} : a.sizes();
        long[] right = b.rank() == 1 ? new long[] {b.size(0), 1} : b.sizes();
        if (left[left.length - 1] != right[right.length - 2]) throw mismatch(a, b);
        this.rows = Math.toIntExact(left[left.length - 2]);
        this.inner = Math.toIntExact(left[left.length - 1]);
        this.columns = Math.toIntExact(right[right.length - 1]);
        long[] aBatch = Arrays.copyOf(left, left.length - 2);
        long[] bBatch = Arrays.copyOf(right, right.length - 2);
        this.batch = Broadcast.shape(aBatch, bBatch);
        this.aOf = Broadcast.indices(aBatch, batch);
        this.bOf = Broadcast.indices(bBatch, batch);
        this.sizes = sizes(a.rank() == 1, b.rank() == 1);
    }

    private long[] sizes(boolean dropRow, boolean dropColumn) {
        long[] result = Arrays.copyOf(batch, batch.length + (dropRow ? 0 : 1) + (dropColumn ? 0 : 1));
        int next = batch.length;
        if (!dropRow) result[next++] = rows;
        if (!dropColumn) result[next] = columns;
        return result;
    }

    static Tensor multiply(Tensor a, Tensor b) {
        Comparing.requireSame(a, b);
        var matrices = new Matrices(a, b);
        return a.element().isFloat()
                ? Tensor.ofDoubles(a.element(), matrices.sizes, matrices.products(a.toDoubles(), Factors.of(b)))
                : Tensor.ofLongs(a.element(), matrices.sizes, matrices.products(a.toLongs(), b.toLongs()));
    }

    /** {@code (a, b, aZero, bZero)}. */
    static Tensor multiplyIntegers(List<Tensor> ins) {
        Tensor b = ins.get(1);
        Tensor a = ins.getFirst();
        if (ins.size() > 2) {
            Tensor zero = ins.get(2);
            boolean perRow = zero.rank() == 1 && zero.count() > 1;
            a = centered(a, perRow ? zero.reshaped(zero.count(), 1) : zero);
        }
        if (ins.size() > 3) b = centered(b, ins.get(3));
        var matrices = new Matrices(a, b);
        return exact(matrices.sizes, matrices.products(a.toDoubles(), Factors.of(b)));
    }

    /** Codes of at most 16 bits less their zero point, as f32; exact. */
    static Tensor centered(Tensor codes, Tensor zero) {
        double[] values = codes.toDoubles();
        double[] zeros = Spread.doubles(zero.count() == 1 ? zero.reshaped() : zero, codes.sizes());
        for (int i = 0; i < values.length; i++) values[i] -= zeros[i];
        return Tensor.ofDoubles(Element.F32, codes.sizes(), values);
    }

    /** Sums of products of codes as i32; as f64 they are exact, whatever their order, up to 2^53. */
    static Tensor exact(long[] sizes, double[] sums) {
        long[] result = new long[sums.length];
        for (int i = 0; i < result.length; i++) result[i] = (long) sums[i];
        return Tensor.ofLongs(Element.I32, sizes, result);
    }

    private double[] products(double[] a, Factors b) {
        double[] result = new double[length()];
        double[] sums = new double[columns];
        int to = 0;
        for (int i = 0; i < aOf.length; i++) {
            for (int row = 0; row < rows; row++) {
                Arrays.fill(sums, 0);
                b.addTo(sums, a, (aOf[i] * rows + row) * inner, inner, bOf[i] * inner * columns, columns);
                System.arraycopy(sums, 0, result, to, columns);
                to += columns;
            }
        }
        return result;
    }

    private long[] products(long[] a, long[] b) {
        long[] result = new long[length()];
        for (int i = 0; i < aOf.length; i++) {
            for (int row = 0; row < rows; row++) {
                int to = (i * rows + row) * columns;
                for (int k = 0; k < inner; k++) {
                    long factor = a[(aOf[i] * rows + row) * inner + k];
                    int from = (bOf[i] * inner + k) * columns;
                    for (int j = 0; j < columns; j++) result[to + j] += factor * b[from + j];
                }
            }
        }
        return result;
    }

    private int length() {
        return Math.toIntExact(Tensor.count(sizes));
    }

    /** By Gaussian elimination with partial pivoting. */
    static Tensor determinants(Tensor x) {
        if (x.rank() < 2 || x.size(-1) != x.size(-2)) {
            throw DyadicException.model("", "takes square matrices, found " + x.type() + ".");
        }
        int n = Math.toIntExact(x.size(-1));
        long[] sizes = Arrays.copyOf(x.sizes(), x.rank() - 2);
        double[] values = x.toDoubles();
        double[] result = new double[Math.toIntExact(Tensor.count(sizes))];
        for (int i = 0; i < result.length; i++)
            result[i] = determinant(Arrays.copyOfRange(values, i * n * n, (i + 1) * n * n), n);
        return Tensor.ofDoubles(x.element(), sizes, result);
    }

    private static double determinant(double[] m, int n) {
        double product = 1;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) if (Math.abs(m[i * n + k]) > Math.abs(m[pivot * n + k])) pivot = i;
            if (m[pivot * n + k] == 0) return 0;
            if (pivot != k) {
                product = -product;
                for (int j = k; j < n; j++) {
                    double above = m[k * n + j];
                    m[k * n + j] = m[pivot * n + j];
                    m[pivot * n + j] = above;
                }
            }
            product *= m[k * n + k];
            for (int i = k + 1; i < n; i++) {
                double factor = m[i * n + k] / m[k * n + k];
                for (int j = k; j < n; j++) m[i * n + j] -= factor * m[k * n + j];
            }
        }
        return product;
    }

    private static DyadicException mismatch(Tensor a, Tensor b) {
        return DyadicException.model("", "cannot multiply " + a.type() + " by " + b.type()
                + "; the last size of the first must be the last but one of the second.");
    }
}
