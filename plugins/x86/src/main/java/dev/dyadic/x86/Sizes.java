// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import java.util.Objects;

/** Checks of what is packed. */
final class Sizes {

    private Sizes() {}

    /** @throws RuntimeException unless an array holds a matrix */
    static void check(byte[] matrix, int rows, int columns) {
        if (rows < 0 || columns < 0) throw new IllegalArgumentException("no size: " + rows + " by " + columns);
        Objects.checkFromIndexSize(0, Math.multiplyExact(rows, columns), matrix.length);
    }
}
