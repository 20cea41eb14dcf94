// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong recipe is told ... Each file is the recipe, a line {@code // ----}, and the message. */
final class MessagesTest {

    private static final Path ERRORS = Path.of("src/test/resources/recipes/errors");
    private static final String CUT = "// ----\n";

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ERRORS)) {
            return files.filter(file -> file.toString().endsWith(".recipe")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files") void whatWhereAndWhatElse(Path file) throws IOException {
        String all = Files.readString(file);
        int cut = all.indexOf(CUT);
        assertTrue(cut >= 0, "no line // ---- in " + file);
        var wrong = assertThrows(
                DyadicException.class,
                () -> Recipes.check(
                        Recipes.parse(all.substring(0, cut), file.getFileName().toString(), Loader.STANDARD), Kitchen.REGISTRY));
        assertEquals(DyadicException.Fault.RECIPE, wrong.fault());
        assertEquals(all.substring(cut + CUT.length()), wrong.getMessage() + "\n");
    }

    @Test void inFiveWaysForEachKindOfMistake() throws IOException {
        List<String> kinds = List.of("conflicting-rule", "impossible-format", "unknown-option", "unknown-word", "wrong-type");
        for (String kind : kinds) {
            assertTrue(files().stream().filter(file -> file.getParent().endsWith(kind)).count() >= 5, kind);
        }
    }
}
