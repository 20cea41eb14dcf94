// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PaddedAxisTest {

    @Test void edgesAreRepeated() {
        int[] sources = new int[7];
        new PaddedAxis(3, 2, 1).edge(sources, 1);
        assertArrayEquals(new int[] {0, 0, 0, 0, 1, 2, 2}, sources);
    }

    @Test void wrapsAround() {
        int[] sources = new int[9];
        new PaddedAxis(3, 4, 2).wrap(sources, 0);
        assertArrayEquals(new int[] {2, 0, 1, 2, 0, 1, 2, 0, 1}, sources);
    }

    @Test void reflectsForAsLongAsItMust() {
        int[] sources = new int[10];
        new PaddedAxis(3, 5, 2).reflect(sources, 0);
        assertArrayEquals(new int[] {1, 0, 1, 2, 1, 0, 1, 2, 1, 0}, sources);
        int[] single = {9, 9, 9};
        new PaddedAxis(1, 1, 1).reflect(single, 0);
        assertArrayEquals(new int[3], single);
    }

    @Test void nothingIsNotRepeated() {
        assertThrows(ArithmeticException.class, () -> new PaddedAxis(0, 1, 0));
    }
}
