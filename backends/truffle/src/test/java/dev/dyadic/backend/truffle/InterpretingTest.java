// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without Truffle's compiler a process interprets, is right, and is told once what would help. */
class InterpretingTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String MODULE = "dev.dyadic.backend.truffle";

    @TempDir private Path folder;

    @Test void warnsOnceAndNamesTheFlag() throws IOException, InterruptedException {
        Path classes = Path.of(System.getProperty("dyadic.root"), "backends", "truffle", "target", "test-classes");
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        List<String> command = List.of(
                JAVA.toString(), "-p", System.getProperty("jdk.module.path"), "--add-modules", "ALL-MODULE-PATH",
                "--enable-native-access=dev.dyadic.ir,org.graalvm.truffle", "--sun-misc-unsafe-memory-access=allow",
                "--patch-module", MODULE + "=" + classes, "-m", MODULE + "/" + MODULE + ".Interpreting");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile()).start();
        assertEquals(0, process.waitFor(), () -> read(errors));
        String told = read(errors);
        assertEquals(1, told.lines().filter(line -> line.contains("-XX:+EnableJVMCI")).count(), told);
        assertEquals(4, read(out).lines().filter("[40]"::equals).count(), read(out));
        assertTrue(read(out).contains("Interprets a graph; to compile as well"), read(out));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
