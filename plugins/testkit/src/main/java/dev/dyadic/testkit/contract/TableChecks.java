// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.dyadic.plugin.kernel.PackedTable;
import dev.dyadic.plugin.kernel.TableLookup;
import java.util.Random;

/** Lookups against plain indexing: beside the codes and in their place, and nothing around them is touched. */
final class TableChecks {

    private static final int CODES = 256;
    private static final int BEFORE = 3;
    private static final int AFTER = 5;

    private TableChecks() {}

    static void run(TableLookup lookup, int count) {
        var random = new Random(count);
        for (int round = 0; round < 4; round++) {
            byte[] table = new byte[CODES];
            random.nextBytes(table);
            if (round == 0) for (int i = 0; i < CODES; i++) table[i] = (byte) i;
            byte[] x = new byte[BEFORE + count + AFTER];
            random.nextBytes(x);
            for (int i = 0; i < count && count >= CODES; i++) x[BEFORE + i] = (byte) i;
            byte[] expected = x.clone();
            for (int i = BEFORE; i < BEFORE + count; i++) expected[i] = table[x[i] & 0xFF];
            PackedTable packed = lookup.pack(table);
            byte[] out = x.clone();
            packed.codes(x, BEFORE, count, out, BEFORE);
            assertArrayEquals(expected, out, lookup.name());
            packed.codes(x, BEFORE, count, x, BEFORE);
            assertArrayEquals(expected, x, lookup.name() + " in place");
        }
    }
}
