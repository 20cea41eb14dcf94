// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The recipes that ship with the tool: files anyone can read. */
public final class Presets {

    private static final List<String> NAMES = List.of("canonical", "int8", "int8-dynamic", "w4-weight-only", "w4a8",
            "w8-weight-only");

    private Presets() {}

    /** In alphabetical order. */
    public static List<String> names() {
        return NAMES;
    }

    /** The preset of this name, if there is one. */
    public static Optional<Source> find(String name) {
        if (!NAMES.contains(name)) return Optional.empty();
        try (InputStream file = Presets.class.getResourceAsStream("presets/" + name + ".recipe")) {
            if (file == null) throw new IllegalStateException("preset " + name + " is not in the jar");
            return Optional.of(Source.of(new String(file.readAllBytes(), StandardCharsets.UTF_8), "preset " + name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What a preset is for: the first sentence of the comment it begins with. */
    public static String summary(String name) {
        String text = find(name).orElseThrow().text();
        String comment = text.lines()
                .takeWhile(line -> line.startsWith("//"))
                .filter(line -> !line.contains("SPDX"))
                .map(line -> line.substring(2).strip())
                .collect(java.util.stream.Collectors.joining(" "));
        int end = comment.indexOf(". ");
        return end < 0 ? comment : comment.substring(0, end + 1);
    }
}
