// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.dyadic.ir.DyadicException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A damaged recipe ... The system property {@code dyadic.fuzz} says how many are tried. */
final class DamageTest {

    private static final int COUNT = Integer.getInteger("dyadic.fuzz", 300);

    private static final List<String> WORDS = List.of(
            "quantize", "linear", "weights", "i8", "{", "}", "[", "]", "(", ")", "\"", "\"a*\"", ",", "=", ">=", "\n", "//",
            "not",
            "and", "or", "where", "optional", "import \"int8\"", "0.5", "-", "#", "\\", "recipe", "block", "\u0000",
            "\uD83D\uDE00",
            "select a = a or a\n", "format f = table{values=[1e999, nan]}\n", "99999999999999999999", "op \"conv\"", "\r");

    @Test void isReadOrRefusedInWords() {
        List<String> seeds = new ArrayList<>(List.of(RecipesTest.SAMPLE));
        Presets.names().forEach(name -> seeds.add(Presets.find(name).orElseThrow().text()));
        assertTimeoutPreemptively(Duration.ofSeconds(30 + COUNT / 20), () -> {
            for (int seed = 0; seed < COUNT; seed++) {
                var random = new Random(seed);
                tryOut(damaged(seeds.get(random.nextInt(seeds.size())), random), seed);
            }
        });
    }

    @Test void ofGreatSizeIsReadOrRefusedSoon() {
        List<String> large = List.of(
                "(".repeat(100_000),
                "quantize " + "(".repeat(5000) + "linear" + ")".repeat(5000) + " weights i8",
                "quantize " + "not ".repeat(50_000) + "linear weights i8",
                "quantize linear" + " or linear".repeat(50_000) + " weights i8",
                "apply smooth{alpha=" + "[".repeat(50_000),
                "apply " + "fuse-gelu, ".repeat(50_000) + "fuse-gelu",
                "format t = table{values=[" + "1, ".repeat(100_000) + "2]}",
                "quantize linear weights i8\n".repeat(20_000),
                "x\n".repeat(100_000),
                "\"".repeat(100_001),
                "keep f32 for \"" + "*a".repeat(50_000) + "\"",
                doubling());
        for (String text : large) assertTimeoutPreemptively(Duration.ofSeconds(20), () -> tryOut(text, -1));
    }

    /** Each name stands for two of the name before: 2^300 terms. */
    private static String doubling() {
        var text = new StringBuilder("select s0 = linear or norm\n");
        for (int i = 1; i < 300; i++) text.append("select s%d = s%d or s%d\n".formatted(i, i - 1, i - 1));
        return text.append("keep f32 for s299\n").toString();
    }

    private static void tryOut(String text, long seed) {
        try {
            String once = Formatter.format(text, "x.recipe");
            assertEquals(once, Formatter.format(once, "x.recipe"), "seed " + seed);
            Checked checked = RecipesTest.check(text);
            assertEquals(checked.text(), RecipesTest.check(checked.text()).text(), "seed " + seed);
        } catch (DyadicException wrong) {
            assertEquals(DyadicException.Fault.RECIPE, wrong.fault(), "seed " + seed + ": " + wrong.getMessage());
        } catch (RuntimeException | StackOverflowError wrong) {
            throw new AssertionError("seed " + seed + ": " + wrong, wrong);
        }
    }

    private static String damaged(String text, Random random) {
        var damaged = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            int to = Math.min(damaged.length(), at + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> damaged.delete(at, to);
                case 1 -> damaged.insert(at, damaged.substring(at, to));
                case 2 -> damaged.replace(at, to, WORDS.get(random.nextInt(WORDS.size())));
                case 3 -> damaged.insert(at, " " + WORDS.get(random.nextInt(WORDS.size())) + " ");
                default -> damaged.insert(at, (char) random.nextInt(0x250));
            }
        }
        return damaged.toString();
    }
}
