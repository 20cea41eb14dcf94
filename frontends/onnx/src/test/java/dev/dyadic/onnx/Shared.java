// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The data that lies beside a checkout; tests that need it are skipped without it. */
final class Shared {

    private Shared() {}

    /** All models below a folder of the data, in alphabetical order. */
    static List<Path> models(String folder) {
        Path data = Path.of(System.getProperty("dyadic.shared", "../shared"), "data", folder);
        Assumptions.assumeTrue(Files.isDirectory(data), () -> "there is no " + data);
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
