// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference of the language ... */
final class LanguageTest {

    @Test void hasExamplesThatAreCanonicalAndRight() {
        for (Language.Form form : Language.statements()) {
            String canonical = Formatter.format(form.example(), "x");
            assertEquals(form.example(), canonical.strip().replaceAll(" +", " "));
            assertTrue(canonical.startsWith(form.keyword()));
            assertEquals(false, RecipesTest.check(form.example()).text().isEmpty());
        }
    }

    @Test void standsInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertTrue(readme.contains(Language.markdown()), () -> "README.md should hold\n" + Language.markdown());
    }

    @Test void namesEveryPresetInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (String name : Presets.names()) {
            String row = "| `" + name + "` | " + Presets.summary(name) + " |\n";
            assertTrue(readme.contains(row), () -> "README.md should hold " + row);
        }
    }

    @Test void hasAllKeywordsInTheEditorGrammar() throws IOException {
        String grammar = Files.readString(Path.of("editors/recipe.tmLanguage.json"));
        for (String keyword : KeywordsTest.keywords()) {
            assertTrue(grammar.matches("(?s).*[|(]" + keyword + "[|)].*"), keyword);
        }
    }
}
