// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a program on the command line lies. Besides a file it may be a folder that holds {@code model.onnx} or {@code
 * model.json}, a {@code model.json} that names a file of a Maven artifact, or {@code maven:group:artifact:version!entry}.
 */
final class Models {

    private static final String MAVEN = "maven:";

    private Models() {}

    /** The file a word stands for. */
    static Path locate(String word) {
        if (word.startsWith(MAVEN)) return fromMaven(word);
        Path path = Path.of(word);
        if (Files.isDirectory(path)) return inFolder(path);
        if (!Files.exists(path)) throw DyadicException.input(word, "there is no such file.");
        return word.endsWith(".json") ? fromJson(path) : path;
    }

    private static Path fromMaven(String word) {
        int bang = word.indexOf('!');
        if (bang < 0) {
            throw new DyadicException(
                    DyadicException.Fault.USAGE, word, "names no file; expected maven:group:artifact:version!entry.");
        }
        return Artifacts.file(word.substring(MAVEN.length(), bang), word.substring(bang + 1));
    }

    private static Path inFolder(Path folder) {
        Path model = folder.resolve("model.onnx");
        if (Files.isRegularFile(model)) return model;
        Path json = folder.resolve("model.json");
        if (Files.isRegularFile(json)) return fromJson(json);
        throw DyadicException.input(folder.toString(), "is a folder without model.onnx or model.json.");
    }

    private static Path fromJson(Path file) {
        try {
            JsonNode json = JsonMapper.shared().readTree(file.toFile());
            JsonNode maven = json.path("maven");
            JsonNode entry = json.path("path");
            if (maven.isString() && entry.isString()) return Artifacts.file(maven.stringValue(), entry.stringValue());
        } catch (JacksonException e) {
            throw DyadicException.input(file.toString(), "is no JSON: " + e.getOriginalMessage());
        }
        throw DyadicException.input(
                file.toString(), "names no model; expected {\"maven\": \"group:artifact:version\", \"path\": \"entry\"}.");
    }
}
