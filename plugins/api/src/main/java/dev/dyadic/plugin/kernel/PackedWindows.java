// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

/**
 * A {@link Convolution} with its weights, in the layout of the kernel that packed them. A call computes neighbouring output pixels of one
 * image: whole lines of them, or a part of one line. Sums are taken modulo 2^32. The columns of a pixel lie side by side, the pixels one
 * after the other, those of pixel {@code from} at {@code outAt}. Several threads may call at once, for pixels that do not overlap.
 *
 * <p>An image begins at {@code xAt}; {@code outWidth} is the number of pixels in a line of its result, which are numbered line by line.
 */
public interface PackedWindows extends AutoCloseable {

    /** The sums of pixels {@code from} to {@code to} (exclusive) as i32. */
    void sums(byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt);

    /** The sums requantized to codes of 8 bits. */
    void codes(
            byte[] x,
            int xAt,
            int height,
            int width,
            int outWidth,
            int from,
            int to,
            ColumnRequant requant,
            byte[] out,
            int outAt);

    /**
     * The sums requantized to codes a of 8 bits, and their sums with codes b requantized once more.
     *
     * @param b of the pixel {@code from} at {@code bAt}, in the order of the results
     */
    default void codes(
            byte[] x,
            int xAt,
            int height,
            int width,
            int outWidth,
            int from,
            int to,
            ColumnRequant requant,
            byte[] b,
            int bAt,
            SumRequant sum,
            byte[] out,
            int outAt) {
        codes(x, xAt, height, width, outWidth, from, to, requant, out, outAt);
        int count = (to - from) * requant.multipliers().length;
        for (int i = 0; i < count; i++) out[outAt + i] = sum.code(out[outAt + i], b[bAt + i]);
    }

    /** Frees what is not on the heap. */
    @Override default void close() {}
}
