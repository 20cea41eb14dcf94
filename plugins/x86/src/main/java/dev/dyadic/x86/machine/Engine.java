// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

/** Runs programs. Heap arrays are used where they lie; while a program runs, the garbage collector waits. */
public interface Engine {

    void tile(Program program, TileCall call);

    void rows(Program program, RowsCall call);
}
