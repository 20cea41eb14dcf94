// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A setting ... */
final class OverridesTest {

    private static Checked set(String recipe, String... settings) {
        var script = Recipes.parse(recipe, "x.recipe", Loader.STANDARD);
        return Recipes.check(Recipes.override(script, List.of(settings)), Kitchen.REGISTRY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "calibrate.limit=64              | calibrate   percentile{share=99.0} over \"d\" limit 64",
        "calibrate.over=other/place      | calibrate   percentile{share=99.0} over \"other/place\" limit 9",
        "calibrate.share = 98            | calibrate   percentile{share=98} over \"d\" limit 9",
        "calibrate.observer=min-max      | calibrate   min-max over \"d\" limit 9",
        "calibrate=percentile{share=97}  | calibrate   percentile{share=97} over \"d\" limit 9",
        "lower.softmax=ibert             | lower       integer{gelu=table, softmax=ibert}",
        "lower=none                      | lower       none",
        "target=simd                     | target      simd",
        "expect.cosine=0.5               | expect      cosine >= 0.5",
        "expect.cosine > 0.6             | expect      cosine > 0.6",
        "expect.difference=2             | expect      difference <= 2",
        "keep f32 for norm               | keep        f32 for norm",
        "calibrate min-max limit 3       | calibrate   min-max limit 3",
    }) void isTheLastWord(String setting, String line) {
        String recipe = "calibrate percentile{share=99.0} over \"d\" limit 9\nlower integer{gelu=table}\nexpect cosine >= 0.9\n";
        String text = set(recipe, setting).text();
        assertTrue(text.contains(line + "\n"), text);
        String subject = line.substring(0, line.startsWith("expect") ? 15 : 12);
        assertEquals(1, text.lines().filter(each -> each.startsWith(subject)).count(), text);
    }

    @Test void comesAfterTheOneBefore() {
        String text = set("target simd", "lower=integer", "lower.gelu=ibert", "lower.rounding=half-even", "lower.gelu=table")
                .text();
        assertTrue(text.endsWith("lower       integer{gelu=table, rounding=half-even}\n"), text);
    }

    @Test void addsWhatTheRecipeDoesNotSay() {
        assertTrue(set("target simd", "calibrate=min-max", "calibrate.limit=5").text().contains("calibrate   min-max limit 5\n"));
        assertTrue(set("target simd", "expect.sqnr=20").text().contains("expect      sqnr >= 20\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "calibrat.limit=64      | Did you mean 'calibrate'?",
        "calibrate.limit=64     | has no statement \"calibrate\"",
        "expect=3               | expect what?",
        "expect.cosin=3         | Did you mean 'cosine'?",
        "expect.cosine=7        | cosine is -1.0 to 1.0, never 7.0",
        "lower.gelu=fast        | gelu is one of table, ibert; found fast",
        "lower.gelo=table       | Did you mean 'gelu'?",
        "lower.gelu>=table      | only expectations are compared",
        "target=smid            | Did you mean 'simd'?",
        "import \"int8\"        | a setting brings no title and no import",
        "nonsense               | no statement begins with \"nonsense\"",
        "``                     | an empty setting says nothing",
        "calibrate.share=1,b=2  | has no statement",
        "lower.gelu=table, a=b  | more than one value",
    }) void thatIsWrongIsRefused(String setting, String part) {
        var wrong = assertThrows(DyadicException.class, () -> set("keep f32 for norm", setting));
        assertTrue(wrong.getMessage().contains(part), wrong.getMessage());
        assertEquals(DyadicException.Fault.RECIPE, wrong.fault());
    }
}
