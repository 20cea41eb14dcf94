// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import java.lang.foreign.MemorySegment;

/**
 * The arguments of a program that prepares rows, in the order in which it takes them.
 *
 * @param fromStride bytes from row to row
 * @param toStride bytes from prepared row to prepared row
 * @param rows at least 1
 * @param depth codes in a row, at least 1
 * @param padAt where in a prepared row the last four bytes stand
 */
public record RowsCall(
        MemorySegment from, MemorySegment to, long fromStride, long toStride, long rows, long depth, long padAt) {}
