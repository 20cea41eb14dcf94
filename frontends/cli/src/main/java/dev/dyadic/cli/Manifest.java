// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.plugin.fix.Fixed;
import dev.dyadic.plugin.measure.ProgramReport;
import dev.dyadic.plugin.program.ProgramFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code manifest.json} of a program: how it was made and what it reached. */
final class Manifest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String FIXED = "fixed";

    private Manifest() {}

    static String json(ProgramReport report) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    }

    /** Empty where a program was not compiled from a recipe. */
    static Optional<ProgramReport> parse(String where, String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            if (!tree.path("recipe").isString()) return Optional.empty();
            // programs of before have none
            if (!tree.has(FIXED) && tree instanceof ObjectNode object) object.putObject(FIXED);
            return Optional.of(JSON.treeToValue(tree, ProgramReport.class));
        } catch (JacksonException e) {
            throw DyadicException.input(where, "its manifest is not as Dyadic writes it: " + e.getOriginalMessage() + ".");
        }
    }

    /** What was fixed when a program was compiled. */
    static Fixed fixed(Path program) {
        String where = program + "!manifest.json";
        try {
            Map<String, String> words = new LinkedHashMap<>();
            for (var each : JSON.readTree(ProgramFiles.read(program).manifest()).path(FIXED).properties()) {
                words.put(each.getKey(), each.getValue().asString(""));
            }
            return Fixed.parse(where, words);
        } catch (JacksonException e) {
            throw DyadicException.input(where, "is no JSON: " + e.getOriginalMessage() + ".");
        }
    }

    /** The SHA-256 of a file, in hex. */
    static String hash(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "cannot be read: " + AtomicFile.reason(e) + ".");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
