// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ValueTableTest {

    @Test void encodesTheNearestTiesToTheEvenCode() {
        ValueTable table = ValueTable.of(-2, -1, 0, 1);
        assertEquals(2, table.encode(0.4));
        assertEquals(2, table.encode(0.5));
        assertEquals(0, table.encode(-1.5));
        assertEquals(2, table.encode(-0.5));
    }

    @Test void saturates() {
        ValueTable table = ValueTable.of(-2, -1, 0, 1);
        assertEquals(3, table.encode(Double.POSITIVE_INFINITY));
        assertEquals(0, table.encode(-1e300));
    }

    @Test void givesNanItsCodeOrThatOfZero() {
        assertEquals(3, ValueTable.of(0, 1, 2, Double.NaN).encode(Double.NaN));
        assertEquals(1, ValueTable.of(-1, 0, 1, 2).encode(Double.NaN));
        assertEquals(2, ValueTable.of(0, 1, 2, Double.NaN).encode(9));
    }

    @Test void refusesSizesThatAreNoPowerOfTwo() {
        assertThrows(IllegalArgumentException.class, () -> ValueTable.of(0, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> ValueTable.of(Double.NaN, Double.NaN));
    }
}
