// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.plugin.measure.ProgramReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** {@code manifest.json} of a program: how it was made and what it reached. */
final class Manifest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Manifest() {}

    static String json(ProgramReport report) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    }

    /** Empty where a program was not compiled from a recipe. */
    static Optional<ProgramReport> parse(String where, String json) {
        try {
            return JSON.readTree(json).path("recipe").isString() ? Optional.of(JSON.readValue(json, ProgramReport.class))
                    : Optional.empty();
        } catch (JacksonException e) {
            throw DyadicException.input(where, "its manifest is not as Dyadic writes it: " + e.getOriginalMessage() + ".");
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
