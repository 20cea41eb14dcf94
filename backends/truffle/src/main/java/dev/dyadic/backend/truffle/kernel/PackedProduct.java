// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;

/**
 * Constant weights as a kernel of the registry wants them. The zero point of the codes becomes what sums start with.
 *
 * @param kernel its name
 * @param columnSums of the weights
 */
public record PackedProduct(String kernel, PackedWeights packed, int[] columnSums) implements AutoCloseable {

    /** @param weights {@code [depth, columns]} */
    public static PackedProduct of(IntegerGemm kernel, byte[] weights, int depth, int columns) {
        int[] sums = new int[columns];
        for (int i = 0; i < weights.length; i++) sums[i % columns] += weights[i];
        return new PackedProduct(kernel.name(), kernel.pack(weights, depth, columns), sums);
    }

    public int depth() {
        return packed.depth();
    }

    public int columns() {
        return packed.columns();
    }

    /** What the sums of all rows start with, for codes of this zero point. */
    public int[] start(int zero) {
        int[] start = new int[columns()];
        for (int c = 0; c < start.length; c++) start[c] = -zero * columnSums[c];
        return start;
    }

    /** {@code out[r, c] = start[c] + sum over k of a[r, k] * w[k, c]} for rows that lie one after another from {@code aAt} and outAt on. */
    public void sums(byte[] a, int aAt, int rows, int[] start, int[] out, int outAt) {
        packed.sums(a, aAt, depth(), rows, 0, columns(), start, out, outAt, columns());
    }

    /** The same sums, requantized. */
    void codes(byte[] a, int aAt, int rows, int[] start, ColumnRequant requant, byte[] out, int outAt) {
        packed.codes(a, aAt, depth(), rows, 0, columns(), start, requant, out, outAt, columns());
    }

    @Override public void close() {
        packed.close();
    }
}
