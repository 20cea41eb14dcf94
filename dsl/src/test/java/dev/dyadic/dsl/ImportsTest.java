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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import ... */
final class ImportsTest {

    @TempDir Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Checked read(Path file) {
        return Recipes.read(file.toString(), List.of(), Kitchen.REGISTRY);
    }

    private static String message(Path file) {
        return assertThrows(DyadicException.class, () -> read(file)).getMessage();
    }

    @Test void standsForWhatTheOtherRecipeSays() throws IOException {
        write("parts/formats.recipe", "recipe \"formats\"\nformat small = pow2{bits=3}\nimport \"deeper/more.recipe\"\n");
        write("parts/deeper/more.recipe", "select head = \"head*\"\n");
        Path main = write("main.recipe", "recipe \"main\"\nimport \"parts/formats.recipe\"\nquantize head weights small\n");
        assertEquals(
                """
                recipe "main"

                format small = pow2{bits=3}
                select head = "head*"
                quantize    head weights small
                """,
                read(main).text());
    }

    @Test void countsOnceWhereItIsSaidTwice() throws IOException {
        write("a.recipe", "import \"c.recipe\"\n");
        write("b.recipe", "import \"c.recipe\"\n");
        write("c.recipe", "apply fuse-gelu\n");
        Path main = write("main.recipe", "import \"a.recipe\"\nimport \"b.recipe\"\n");
        assertEquals(1, read(main).recipe().steps().size());
    }

    @Test void doesNotGoRoundInCircles() throws IOException {
        write("a.recipe", "import \"b.recipe\"\n");
        Path b = write("b.recipe", "target simd\nimport \"a.recipe\"\n");
        String message = message(b);
        assertTrue(message.contains("a.recipe:1:8: the imports go round in a circle: "), message);
        assertTrue(message.contains("b.recipe -> ") && message.contains("a.recipe -> "), message);
    }

    @Test void doesNotLeaveTheFolder() throws IOException {
        write("other.recipe", "target simd\n");
        for (String name : List.of("../other.recipe", folder.resolve("other.recipe").toString(), "x/../../other.recipe")) {
            Path main = write("inside/main.recipe", "import \"" + name + "\"\n");
            String message = message(main);
            assertTrue(message.contains("lies outside the folder of the recipe"), message);
        }
    }

    @Test void doesNotFollowALinkOutOfTheFolder() throws IOException {
        Path other = write("other.recipe", "target simd\n");
        Path main = write("inside/main.recipe", "import \"link.recipe\"\n");
        Files.createSymbolicLink(main.resolveSibling("link.recipe"), other);
        String message = message(main);
        assertTrue(message.contains("lies outside the folder of the recipe"), message);
    }

    @Test void isNotDeeperThanSixteen() throws IOException {
        for (int i = 0; i < 20; i++) write(i + ".recipe", "import \"" + (i + 1) + ".recipe\"\n");
        String message = message(folder.resolve("0.recipe"));
        assertTrue(message.contains("imports are more than 16 deep"), message);
    }

    @Test void ofAMistakeNamesTheFileAndShowsItsLine() throws IOException {
        write("part.recipe", "\napply  smoth\n");
        Path main = write("main.recipe", "import \"part.recipe\"\n");
        assertEquals(
                folder.resolve("part.recipe") + ":2:8: there is no pass \"smoth\".\n    apply  smoth\n           ^^^^^\n"
                        + "    Did you mean 'smooth'? Known: "
                        + String.join(", ", Kitchen.REGISTRY.names(dev.dyadic.plugin.Pass.class)) + ".",
                message(main));
    }

    @Test void ofAMissingPresetOrFileSaysWhatThereIs() throws IOException {
        assertTrue(message(write("a.recipe", "import \"int9\"")).contains("Did you mean 'int8'?"));
        assertTrue(message(write("b.recipe", "import \"c.recipe\"")).contains("there is no file \"c.recipe\""));
        assertTrue(message(folder.resolve("none.recipe")).contains("there is no such file"));
    }

    @Test void isNoFileInARecipeThatIsNone() {
        var wrong = assertThrows(
                DyadicException.class, () -> Recipes.parse("import \"a.recipe\"", "text", Loader.STANDARD));
        assertTrue(wrong.getMessage().contains("a recipe that is no file imports presets only"), wrong.getMessage());
    }

    @Test void refusesWhatIsNoText() throws IOException {
        Path file = folder.resolve("binary.recipe");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertTrue(message(file).contains("no text in UTF-8"));
    }
}
