// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final String ALL = "sample{loud=false, count=3, seed=1099511627776, alpha=0.5, match=\"a \\\"b\\\"\","
            + " rounding-mode=half-up, element=i8, axes=[0, -1]}";

    @Test void printsEveryOption() {
        assertEquals(ALL, Options.spec(new Sample()).toString());
    }

    @Test void readsWhatItPrints() {
        assertEquals(new Sample(), Options.apply(new Sample(), Spec.parse(ALL, "text")));
    }

    @Test void keepsDefaultsOfWhatIsNotSaid() {
        var expected = new Sample(true, 3, 1L << 40, 0.5, "x", Sample.Mode.HALF_EVEN, Element.U4, List.of());
        String text = "sample{match=x, element=u4, loud=true, rounding-mode=half-even, axes=[]}";
        assertEquals(expected, Options.apply(new Sample(), Spec.parse(text, "text")));
    }

    @Test void refusesUnknownOption() {
        assertEquals(
                "text:8: sample has no option \"alpa\". Did you mean 'alpha'? Known: loud, count, seed, alpha, match, rounding-mode,"
                        + " element, axes.",
                message("sample{alpa=1}"));
    }

    @Test void listsAllMistypedOptions() {
        assertEquals(
                """
                text:8: sample: count is a whole number of 32 bits; found 2.5.
                text:19: sample: loud is true or false; found yes.
                text:29: sample: rounding-mode is one of half-up, half-even; found half-uo. Did you mean 'half-up'?
                text:60: sample: axes is a whole number of 32 bits; found x.""",
                message("sample{count=2.5, loud=yes, rounding-mode=half-uo, axes=[1,x]}"));
    }

    @Test void refusesValueOutOfRange() {
        assertEquals("text:1: sample: count is at least 0, not -1", message("sample{count=-1}"));
    }

    @Test void refusesNumbersThatAreNone() {
        assertEquals("text:8: sample: alpha is a number; found NaN.", message("sample{alpha=NaN}"));
    }

    private static String message(String text) {
        Spec spec = Spec.parse(text, "text");
        return assertThrows(DyadicException.class, () -> Options.apply(new Sample(), spec)).getMessage();
    }
}
