// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import java.lang.foreign.MemorySegment;

/**
 * The arguments of a tile's program, in the order in which it takes them.
 *
 * @param a prepared rows
 * @param weights the first panel
 * @param out the first result
 * @param start what the sums start from, one per column
 * @param x what the epilogue takes first: its table, or a scale per row
 * @param y what it takes second: a scale per column
 * @param z what it takes third: a bias per column
 * @param aStride bytes from row to row of a
 * @param outStride bytes from row to row of the result
 * @param loops unrolled steps of the sums
 * @param rest single steps after them
 * @param blocks blocks of rows
 * @param panels panels of columns
 * @param panelBytes bytes from panel to panel
 * @param zStep bytes of z from panel to panel
 * @param walk through rows that are windows
 */
public record TileCall(
        MemorySegment a,
        MemorySegment weights,
        MemorySegment out,
        MemorySegment start,
        MemorySegment x,
        MemorySegment y,
        MemorySegment z,
        long aStride,
        long outStride,
        long loops,
        long rest,
        long blocks,
        long panels,
        long panelBytes,
        long zStep,
        Walk walk) {}
