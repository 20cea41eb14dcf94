// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import java.lang.foreign.MemorySegment;

/** How rows are brought into the form in which a tile reads them. */
interface Rows {

    /** The bytes of a prepared row. */
    long bytes();

    /** Prepares some rows, {@code stride} bytes apart. */
    void prepare(byte[] a, long aAt, int aStride, int rows, MemorySegment to, long stride);
}
