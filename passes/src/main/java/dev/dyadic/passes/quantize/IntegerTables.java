// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.plugin.ValueTable;
import java.util.OptionalInt;

/** Tables whose values are small integers times one power of two, so that arithmetic on them stays exact in integers. */
final class IntegerTables {

    private static final int LARGEST = 127;
    private static final int MOST_SHIFT = 16;

    private IntegerTables() {}

    /** The least power of two that makes integers of up to 8 bits of all values, if one does. */
    static OptionalInt shift(ValueTable table) {
        for (int shift = 0; shift <= MOST_SHIFT; shift++) {
            if (fits(table, shift)) return OptionalInt.of(shift);
        }
        return OptionalInt.empty();
    }

    private static boolean fits(ValueTable table, int shift) {
        for (int code = 0; code < 1 << table.bits(); code++) {
            double value = Math.scalb(table.value(code), shift);
            if (Double.isNaN(value)) continue;
            if (value != Math.rint(value) || Math.abs(value) > LARGEST) return false;
        }
        return true;
    }
}
