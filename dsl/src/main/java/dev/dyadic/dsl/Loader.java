// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.plugin.registry.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds what a recipe imports. */
@FunctionalInterface
public interface Loader {

    /** Presets by name, and files named {@code *.recipe} that lie in the folder of the importing file or below. */
    Loader STANDARD = Loader::standard;

    /**
     * The source of this name.
     *
     * @param by what imports it
     * @throws DyadicException if there is none; the place of the message is filled in by the caller
     */
    Source load(String wanted, Source by);

    private static Source standard(String wanted, Source by) {
        if (!wanted.endsWith(".recipe")) {
            return Presets.find(wanted).orElseThrow(() -> wrong(
                    "there is no preset \"" + wanted + "\".",
                    Suggestion.hint(wanted, Presets.names()) + " Files end in .recipe."));
        }
        Path folder = by.file()
                .map(file -> file.toAbsolutePath().normalize().getParent())
                .orElseThrow(
                        () -> wrong("a recipe that is no file imports presets only.", Suggestion.hint(wanted, Presets.names())));
        try {
            Path inside = folder.resolve(wanted).normalize();
            boolean escapes = Path.of(wanted).isAbsolute() || !inside.startsWith(folder);
            if (escapes || Files.exists(inside) && !inside.toRealPath().startsWith(folder.toRealPath())) {
                throw wrong("\"" + wanted + "\" lies outside the folder of the recipe.",
                        "Imports lie beside the recipe or below.");
            }
            if (!Files.isRegularFile(inside)) throw wrong("there is no file \"" + wanted + "\" beside the recipe.", "");
            Source found = Source.file(inside);
            Path shown = by.file().get().resolveSibling(wanted).normalize();
            return new Source(shown.toString(), found.text(), found.file());
        } catch (InvalidPathException | IOException _) {
            throw wrong("\"" + wanted + "\" is no name of a file.", "");
        }
    }

    private static DyadicException wrong(String what, String hint) {
        return new DyadicException(Fault.RECIPE, "", what, hint);
    }
}
