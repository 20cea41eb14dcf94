// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a recipe and where it is from.
 *
 * @param name what messages call it
 * @param file the file it was read from; without one it can import presets only
 */
public record Source(String name, String text, Optional<Path> file) {

    private static final long LARGEST = 4L << 20;

    /** A text from no file. */
    public static Source of(String text, String name) {
        return new Source(name, text, Optional.empty());
    }

    /**
     * Reads a file.
     *
     * @throws DyadicException if it cannot be read, or is no UTF-8 text
     */
    public static Source file(Path file) {
        String where = file.toString();
        try {
            if (!Files.isRegularFile(file)) throw new NoSuchFileException(where);
            if (Files.size(file) > LARGEST)
                throw new DyadicException(Fault.RECIPE, where, "a recipe is not that large.", "Is this the right file?");
            return new Source(where, Files.readString(file), Optional.of(file));
        } catch (NoSuchFileException _) {
            throw new DyadicException(Fault.INPUT, where, "there is no such file.",
                    "Give a recipe's file, or a preset: " + String.join(", ", Presets.names()) + ".");
        } catch (CharacterCodingException _) {
            throw new DyadicException(Fault.RECIPE, where, "this is no text in UTF-8.", "Is this the right file?");
        } catch (IOException failed) {
            throw new DyadicException(Fault.INPUT, where, "the file cannot be read: " + failed.getMessage() + ".");
        }
    }

    /** The preset of this name, or else the file of this name. */
    public static Source find(String presetOrFile) {
        return Presets.find(presetOrFile).orElseGet(() -> file(Path.of(presetOrFile)));
    }

    /** Equal for two sources that are one: links are followed. */
    String identity() {
        if (file.isEmpty()) return name;
        try {
            return file.get().toRealPath().toString();
        } catch (IOException _) {
            return file.get().toAbsolutePath().normalize().toString();
        }
    }
}
