// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeLanesTest {

    @BeforeEach void needVectors() {
        assumeFalse(Lanes.PLAIN, "there are no vectors at this width");
        assumeTrue(CodeLanes.FIT, "bytes are not read a vector at a time at this width");
    }

    @ParameterizedTest
    @CsvSource({
        "2147483647, 62, 7, -100, 90", "1073741824, 30, 0, -128, 127", "1, 1, 3, 0, 255", "1, 62, -5, -128, 127",
        "2147483647, 1, 0, -128, 127", "1518500250, 41, 128, 0, 255"}) void sumsAreRescaledAsOneByOne(
                int multiplier, int shift, int zero, int lo, int hi) {
        SumScale scale = SumScale.of(multiplier, shift, zero, lo, hi);
        int[] sums = Samples.ints(64 * CodeLanes.LENGTH);
        for (int i = 0; i < sums.length / 2; i++) sums[i] >>= i % 31;
        sums[0] = Integer.MIN_VALUE;
        sums[1] = Integer.MAX_VALUE;
        for (int i = 0; i < sums.length; i += CodeLanes.LENGTH) {
            byte[] codes = new byte[CodeLanes.LENGTH];
            CodeLanes.store(CodeLanes.requant(CodeLanes.load(sums, i), scale), codes, 0);
            for (int lane = 0; lane < codes.length; lane++) {
                long rounded = Numbers.halfUp((long) sums[i + lane] * multiplier, shift) + zero;
                assertEquals((byte) Math.clamp(rounded, lo, hi), codes[lane], "sum " + sums[i + lane]);
            }
        }
    }

    @Test void codesAreReadWithTheirSign() {
        byte[] x = Samples.bytes(CodeLanes.LENGTH);
        x[0] = -1;
        int[] out = new int[CodeLanes.LENGTH];
        CodeLanes.store(CodeLanes.load(x, 0, true), out, 0);
        for (int i = 0; i < out.length; i++) assertEquals(x[i] & 0xff, out[i]);
        CodeLanes.store(CodeLanes.load(x, 0, false), out, 0);
        for (int i = 0; i < out.length; i++) assertEquals(x[i], out[i]);
    }
}
