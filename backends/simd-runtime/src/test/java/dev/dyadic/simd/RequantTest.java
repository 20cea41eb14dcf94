// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class RequantTest {

    @Test void codesAreTheRoundedProducts() {
        int[] x = Samples.ints(2 * 3 * 5);
        x[0] = Integer.MIN_VALUE;
        x[1] = Integer.MAX_VALUE;
        int[] multipliers = {Integer.MAX_VALUE, 1 << 30, 1};
        int[] shifts = {62, 54, 1};
        for (boolean halfEven : new boolean[] {false, true}) {
            byte[] out = new byte[x.length];
            Requant.codes(x, 0, 2, 3, 5, multipliers, shifts, halfEven, 7, -100, 90, out, 0);
            for (int i = 0; i < x.length; i++) {
                int channel = i / 5 % 3;
                assertEquals(code((long) x[i] * multipliers[channel], shifts[channel], halfEven, 7, -100, 90), out[i]);
            }
        }
    }

    @Test void tiesGoUpOrToTheEvenCode() {
        int[] halves = {-5, -3, -1, 1, 3, 5};
        byte[] out = new byte[6];
        Requant.codes(halves, 0, 6, 1, 1, new int[] {1}, new int[] {1}, false, 0, -128, 127, out, 0);
        assertArrayEquals(new byte[] {-2, -1, 0, 1, 2, 3}, out);
        Requant.codes(halves, 0, 6, 1, 1, new int[] {1}, new int[] {1}, true, 0, -128, 127, out, 0);
        assertArrayEquals(new byte[] {-2, -2, 0, 0, 2, 2}, out);
    }

    @Test void sumsAreRoundedOnce() {
        for (byte[] a : Samples.fills(131)) {
            for (byte[] b : Samples.fills(131)) {
                for (int shift : new int[] {1, 15, 16, 31, 40, 44, 45, 62}) {
                    for (boolean halfEven : new boolean[] {false, true}) checkSums(a, b, shift, halfEven);
                }
            }
        }
    }

    private static void checkSums(byte[] a, byte[] b, int shift, boolean halfEven) {
        SumRequant requant = new SumRequant(true, 128, 1 << 30, false, -3, Integer.MAX_VALUE, shift, halfEven, 1, 0, 255);
        byte[] out = new byte[a.length];
        Requant.add(a, 0, b, 0, a.length, requant, out, 0);
        for (int i = 0; i < a.length; i++) {
            long sum = ((a[i] & 0xff) - 128L) * (1 << 30) + (b[i] + 3L) * Integer.MAX_VALUE;
            assertEquals(code(sum, shift, halfEven, 1, 0, 255), out[i]);
        }
    }

    @Test void tablesAreInNumericOrder() {
        byte[] table = Samples.bytes(256);
        byte[] out = new byte[3];
        CodeLookup.of(CodeLookup.byBytes(table, false)).codes(new byte[] {-128, 0, 127}, 0, 3, out, 0);
        assertArrayEquals(new byte[] {table[0], table[128], table[255]}, out);
        CodeLookup.of(CodeLookup.byBytes(table, true)).codes(new byte[] {0, 127, -1}, 0, 3, out, 0);
        assertArrayEquals(new byte[] {table[0], table[127], table[255]}, out);
    }

    @Test void softmaxDividesWholeNumbers() {
        int[] exponentials = new int[256];
        exponentials[0] = -1;
        exponentials[3] = 1 << 30;
        byte[] out = new byte[4];
        CodeSoftmax.rows(new byte[] {4, 1, 2, 2}, 0, false, 2, 2, exponentials, 255, 0, out, 0);
        assertArrayEquals(new byte[] {(byte) 204, 51, (byte) 128, (byte) 128}, out);
    }

    private static byte code(long product, int shift, boolean halfEven, int zero, int lo, int hi) {
        BigDecimal quotient = new BigDecimal(product).divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift)));
        BigDecimal rounded = halfEven
                ? quotient.setScale(0, RoundingMode.HALF_EVEN)
                : quotient.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR);
        BigDecimal code = rounded.add(BigDecimal.valueOf(zero)).max(BigDecimal.valueOf(lo)).min(BigDecimal.valueOf(hi));
        return code.byteValue();
    }
}
