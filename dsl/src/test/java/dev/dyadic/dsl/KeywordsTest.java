// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.dsl.ast.Statement;
import dev.dyadic.dsl.grammar.RecipeLexer;
import dev.dyadic.dsl.syntax.Syntax;
import dev.dyadic.ir.DyadicException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every keyword ... */
final class KeywordsTest {

    static List<String> keywords() {
        return IntStream.rangeClosed(1, RecipeLexer.VOCABULARY.getMaxTokenType())
                .mapToObj(RecipeLexer.VOCABULARY::getLiteralName)
                .filter(name -> name != null && name.matches("'[a-z]+'"))
                .map(name -> name.substring(1, name.length() - 1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keywords") void mayNameAnOptionAndAValue(String word) {
        String text = "apply       smooth{" + word + "=" + word + ", b=[" + word + ", 1]}\n";
        assertEquals(text, Formatter.format(text, "x"));
    }

    @ParameterizedTest
    @MethodSource("keywords") void mayNameAPassAnObserverABackendAndAMethod(String word) {
        for (String line : List.of(
                "apply       " + word + ", " + word + " to linear",
                "calibrate   " + word + " over \"a\" limit 3",
                "lower       " + word,
                "expect      " + word + " >= 1",
                "target      " + word)) {
            assertEquals(line + "\n", Formatter.format(line, "x"));
        }
    }

    @ParameterizedTest
    @MethodSource("keywords") void mayNameAFormat(String word) {
        String text = "format " + word + " = minifloat{exponent=2, mantissa=1}\n"
                + "quantize    linear weights " + word + " by " + word + " activations " + word + "{axis=1} optional\n";
        assertEquals(text, Formatter.format(text, "x"));
        String checked = "format " + word + " = minifloat{exponent=2, mantissa=1}\nquantize linear weights " + word;
        assertEquals(1, RecipesTest.check(checked).recipe().rules().size());
    }

    @ParameterizedTest
    @MethodSource("keywords") void namesNoSelectionAndSaysSo(String word) {
        var wrong = assertThrows(DyadicException.class, () -> Syntax.parse("select " + word + " = linear", "x"));
        assertEquals(true, wrong.getMessage().contains("\"" + word + "\" is a word of the language"), wrong.getMessage());
    }

    @ParameterizedTest
    @MethodSource("keywords") void isAWordAmongOthersWithALetterMore(String word) {
        Statement read = Syntax.parse("select " + word + "s2 = linear", "x").statements().getFirst();
        assertEquals("select " + word + "s2 = linear", read.text());
    }
}
