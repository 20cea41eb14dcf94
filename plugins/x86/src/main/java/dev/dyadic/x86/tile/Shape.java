// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.Width;

/**
 * A tile and the registers it takes: the sums in the first, the rest from the last down.
 *
 * @param vectors registers side by side in a row
 */
public record Shape(Width width, int rows, int vectors) {

    public Shape {
        if (rows * vectors + vectors + 2 > registers(width))
            throw new IllegalArgumentException(rows + " rows of " + vectors + " registers do not fit");
    }

    public int columns() { return vectors * width.lanes(); }

    /** The same tile with other rows. */
    public Shape withRows(int other) { return new Shape(width, other, vectors); }

    /** How many of so many rows a tile takes: as many as it can, but rather a few less that divide them. */
    public int fitting(int all) {
        int most = Math.min(all, rows);
        for (int some = most; 2 * some > most; some--) if (all % some == 0) return some;
        return Math.ceilDiv(all, Math.ceilDiv(all, most));
    }

    Vec sum(int row, int vector) {
        return new Vec(width, row * vectors + vector);
    }

    Vec weights(int vector) {
        return new Vec(width, registers(width) - 3 - vector);
    }

    Vec codes() {
        return new Vec(width, registers(width) - 2);
    }

    Vec free() {
        return new Vec(width, registers(width) - 1);
    }

    int registers() {
        return registers(width);
    }

    private static int registers(Width width) {
        return width == Width.ZMM ? 32 : 16;
    }
}
