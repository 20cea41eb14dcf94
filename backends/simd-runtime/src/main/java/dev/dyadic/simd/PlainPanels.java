// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Weights that plain loops multiply. */
interface PlainPanels {

    int depth();

    int columns();

    long bytes();

    /** Adds the products of a row with columns {@code from} to {@code to} to sums, the first of which is that of column {@code from}. */
    void add(byte[] a, int aAt, boolean unsigned, int from, int to, int[] sums, int sumsAt);
}
