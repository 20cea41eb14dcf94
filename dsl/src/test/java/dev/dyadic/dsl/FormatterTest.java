// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The formatter ... */
final class FormatterTest {

    @Test void writesWordsInColumnsAndKeepsComments() {
        String written = """

                // about it
                recipe   "x" { // the title


                  import "int8"//preset
                  select  ffn= linear   where (name matches "a" or "b")
                  apply smooth { // how much
                     alpha = 0.5 } to ( ffn )   // here

                  // rules
                  quantize linear activations u8 weights i8{ axis = 0,zero=none } by   min-max
                  keep f32 for not not (norm)
                  // the end
                }
                // after
                """;
        String canonical = """
                // about it
                recipe "x"  // the title

                import "int8"  //preset
                select ffn = linear where name matches "a" or name matches "b"
                // how much
                apply       smooth{alpha=0.5} to ffn  // here

                // rules
                quantize    linear weights i8{axis=0, zero=none} by min-max activations u8
                keep        f32 for norm
                // the end

                // after
                """;
        assertEquals(canonical, Formatter.format(written, "x.recipe"));
        assertEquals(canonical, Formatter.format(canonical, "x.recipe"));
    }

    @Test void changesNothingTheSecondTime() {
        String once = Formatter.format(RecipesTest.SAMPLE, "x.recipe");
        assertEquals(once, Formatter.format(once, "x.recipe"));
        assertEquals(RecipesTest.check(RecipesTest.SAMPLE).text(), RecipesTest.check(once).text());
    }

    @Test void breaksLongListsOfPassesAfterACommaAndReadsThemBack() {
        String text = "apply " + "fold-batch-norm, ".repeat(20) + "fuse-gelu to linear // all\n";
        String once = Formatter.format(text, "x.recipe");
        assertEquals(4, once.lines().count());
        assertEquals(once, Formatter.format(once, "x.recipe"));
        assertEquals(RecipesTest.check(text).text(), RecipesTest.check(once).text());
    }

    @Test void keepsBracketsThatMatter() {
        String text = "quantize    linear and (norm or (softmax where name matches \"a\")) weights i8\n";
        assertEquals(text, Formatter.format(text, "x.recipe"));
    }

    @Test void keepsQuotesAndBackslashes() {
        String text = "recipe \"a \\\"b\\\" \\\\ c\\nd\"\n";
        assertEquals(text, Formatter.format(text, "x.recipe"));
    }

    @Test void leavesAnEmptyRecipeEmpty() {
        assertEquals("", Formatter.format("\n\n \t\r\n", "x.recipe"));
    }
}
