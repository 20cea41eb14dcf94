// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recipe that does not fit a model is told ... Each file is the recipe, a line {@code // ----}, and the message. */
class RecipeMessagesTest {

    private static final Path RECIPES = Path.of("src/test/resources/recipes");
    private static final String CUT = "// ----\n";

    @TempDir Path folder;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(RECIPES)) {
            return files.filter(file -> file.toString().endsWith(".recipe")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files") void whatWhereAndWhatElse(Path file) throws IOException {
        String all = Files.readString(file);
        int cut = all.indexOf(CUT);
        assertTrue(cut >= 0, "no line // ---- in " + file);
        Path recipe = folder.resolve(file.getFileName());
        Files.writeString(recipe, all.substring(0, cut));
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "check", recipe.toString(),
                RECIPES.resolve("model.qir").toString());
        assertEquals(all.substring(cut + CUT.length()), err.toString().replace(folder + "/", ""));
        assertEquals(3, code);
        assertEquals("", out.toString());
    }

    @Test void inFiveWaysForEachKindOfMistake() throws IOException {
        for (String kind : List.of("empty-match", "overflow")) {
            assertTrue(files().stream().filter(file -> file.getParent().endsWith(kind)).count() >= 5, kind);
        }
    }
}
