// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {

    @Test void readsListsOfContributions() {
        List<Spec> specs = Spec.parseAll(" a , b{x=1 , y=[p, [q]]},c{}", "text");
        assertEquals(List.of("a", "b{x=1, y=[p, [q]]}", "c"), specs.stream().map(Spec::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a{x=1}", "a{x=\"b, } \\\\ \\\" \\n\", y=[]}"}) void readsWhatItPrints(String text) {
        assertEquals(text, Spec.parse(text, "text").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''       | text:1: found the end, expected a name.
                    a,       | text:3: found the end, expected a name.
                    a b      | text:3: found "b", expected a comma or the end.
                    a{       | text:3: found the end, expected the name of an option.
                    a{x}     | text:4: found "}", expected "=".
                    a{x=}    | text:5: found "}", expected a value.
                    a{x=1    | text:6: found the end, expected "}".
                    a{x=[1}  | text:7: found "}", expected "]".
                    a{x="1}  | text:8: found the end, expected a closing quote.
                    a{x=1,x=2} | text:7: the option "x" is given twice.
                    """) void saysWhereItIsMalformed(String text, String message) {
        String found = assertThrows(DyadicException.class, () -> Spec.parseAll(text, "text")).getMessage();
        assertEquals(message, found.replaceFirst(" Write, for example.*", ""));
    }

    @Test void refusesListsNestedWithoutEnd() {
        String text = "a{x=" + "[".repeat(100_000);
        assertThrows(DyadicException.class, () -> Spec.parse(text, "text"));
    }
}
