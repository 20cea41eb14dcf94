// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final long[] TWO = {2};

    @Test void acceptsTwoUnitsInTheLastPlace() {
        Tensor near = Tensor.of(TWO, 1 + 2 * Math.ulp(1f), 100f);
        Tensor far = Tensor.of(TWO, 1 + 3 * Math.ulp(1f), 100f);
        Tensor one = Tensor.of(TWO, 1f, 100f);
        assertEquals(Optional.empty(), Comparison.differ(one, near, Level.ULPS_2));
        assertTrue(Comparison.differ(one, far, Level.ULPS_2).orElseThrow()
                .startsWith("element 0 of 2xf32: 1.0 expected, 1.00000035"));
    }

    @Test void measuresClosenessByTheLargest() {
        Tensor expected = Tensor.of(TWO, 0f, 1024f);
        assertEquals(Optional.empty(), Comparison.differ(expected, Tensor.of(TWO, 0.0078f, 1024f), Level.CLOSE));
        assertTrue(Comparison.differ(expected, Tensor.of(TWO, 0.0079f, 1024f), Level.CLOSE).isPresent());
    }

    @Test void seesSignsOfZeroOnlyWhenExact() {
        Tensor minus = Tensor.of(TWO, -0f, 1f);
        Tensor plus = Tensor.of(TWO, 0f, 1f);
        assertTrue(Comparison.differ(minus, plus, Level.EXACT).isPresent());
        assertEquals(Optional.empty(), Comparison.differ(minus, plus, Level.ULPS_2));
    }

    @Test void takesNoNumberForNan() {
        Tensor nan = Tensor.of(TWO, Float.NaN, 1f);
        assertEquals(Optional.empty(), Comparison.differ(nan, Tensor.of(TWO, Float.NaN, 1f), Level.CLOSE));
        assertTrue(Comparison.differ(nan, Tensor.of(TWO, 0f, 1f), Level.CLOSE).isPresent());
        assertTrue(Comparison.differ(Tensor.of(TWO, Float.POSITIVE_INFINITY, 1f), Tensor.of(TWO, 3e38f, 1f), Level.CLOSE)
                .isPresent());
    }

    @Test void wantsIntegersEqualAtEveryLevel() {
        Tensor seven = Tensor.ofLongs(Element.I32, TWO, 1, 1000000);
        Tensor eight = Tensor.ofLongs(Element.I32, TWO, 1, 1000001);
        assertEquals(
                Optional.of("element 1 of 2xi32: 1000000 expected, 1000001 found"), Comparison.differ(seven, eight, Level.CLOSE));
    }

    @Test void wantsEqualTypes() {
        assertEquals(
                Optional.of("2xf32 expected, 1x2xf32 found"),
                Comparison.differ(Tensor.of(TWO, 1f, 2f), Tensor.of(new long[] {1, 2}, 1f, 2f), Level.CLOSE));
    }
}
