// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.Arithmetic;
import dev.dyadic.x86.tile.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The columns of a panel before it is packed: one after the other, each from {@code at + c * stride} on. */
record TurnedPanel(byte[] codes, int at, int stride, int columns, int depth) {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int QUAD = 4;

    /** Turning the signs of codes makes them larger by 128, as codes without signs. */
    private static final long SIGNS = 0x8080808080808080L;

    private static final long EVEN = 0x00FF00FF00FF00FFL;

    /** Codes of which as many sums of two fit 16 bits. */
    private static final int BLOCK = 1024;

    /** Packs it into memory of the thread, as {@link Panels} tells; a step of a column is an int. */
    Panels pack(Shape shape, Arithmetic arithmetic, boolean corrected, Scratch scratch) {
        int width = shape.columns();
        int steps = Math.ceilDiv(depth, arithmetic.codes());
        int head = corrected ? width : 0;
        int length = Math.addExact(head, Math.multiplyExact(steps, width));
        int[] panel = scratch.panel(length);
        if (arithmetic == Arithmetic.QUADS) quads(panel, head, width, scratch.sums(columns));
        else for (int c = 0; c < columns; c++) words(c, panel, head + c, width);
        return new Panels(MemorySegment.ofArray(panel), 1, steps, (long) length * Integer.BYTES);
    }

    /** Four codes a step; where there is room for it at the head, 128 times the sum of each column goes there. */
    private void quads(int[] panel, int head, int width, long[] sums) {
        if (head > 0) Arrays.fill(panel, 0, columns, 0);
        int whole = depth / Long.BYTES * Long.BYTES;
        for (int block = 0; block < whole; block += BLOCK) {
            int end = Math.min(whole, block + BLOCK);
            Arrays.fill(sums, 0, columns, 0);
            for (int k = block; k < end; k += Long.BYTES) eights(k, panel, head + k / QUAD * width, width, sums);
            for (int c = 0; c < columns && head > 0; c++)
                panel[c] += Panels.RAISED_BY * (sum(sums[c]) - Panels.RAISED_BY * (end - block));
        }
        for (int k = whole; k < depth; k += QUAD) {
            for (int c = 0; c < columns; c++) last(c, k, panel, head, width);
        }
    }

    /** Two steps of all columns. */
    private void eights(int k, int[] panel, int panelAt, int width, long[] sums) {
        for (int c = 0; c < columns; c++) {
            long eight = (long) LONGS.get(codes, at + c * stride + k);
            panel[panelAt + c] = (int) eight;
            panel[panelAt + width + c] = (int) (eight >>> Integer.SIZE);
            long raised = eight ^ SIGNS;
            sums[c] += (raised & EVEN) + (raised >>> Byte.SIZE & EVEN);
        }
    }

    private static int sum(long ofFour) {
        long pairs = (ofFour & 0xFFFF0000FFFFL) + (ofFour >>> Short.SIZE & 0xFFFF0000FFFFL);
        return (int) (pairs + (pairs >>> Integer.SIZE));
    }

    /** A step that need not be whole. */
    private void last(int column, int k, int[] panel, int head, int width) {
        int from = at + column * stride;
        int quad = 0;
        for (int i = k; i < Math.min(depth, k + QUAD); i++) {
            quad |= (codes[from + i] & 0xFF) << (i - k) * Byte.SIZE;
            if (head > 0) panel[column] += Panels.RAISED_BY * codes[from + i];
        }
        panel[head + k / QUAD * width + column] = quad;
    }

    /** Two codes a step, as 16 bits each. */
    private void words(int column, int[] panel, int panelAt, int width) {
        int from = at + column * stride;
        for (int k = 0; k < depth; k += 2) {
            int second = k + 1 < depth ? codes[from + k + 1] : 0;
            panel[panelAt + k / 2 * width] = codes[from + k] & 0xFFFF | second << Short.SIZE;
        }
    }
}
