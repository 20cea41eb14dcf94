// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.plugin.calibrate.CalibrationCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real model becomes the same program with one thread and with two, each observing for itself. */
class SameBytesTest {

    @TempDir Path folder;

    @Test void withOneThreadAndWithTwo() throws IOException {
        Path data = Path.of(System.getProperty("dyadic.shared", "../shared"), "data", "mnist");
        Assumptions.assumeTrue(Files.isDirectory(data), () -> "there is no " + data);
        assertArrayEquals(compiled(data, 1), compiled(data, 2));
    }

    private byte[] compiled(Path data, int threads) throws IOException {
        String before = System.setProperty(CalibrationCache.PROPERTY, folder.resolve("cache" + threads).toString());
        var err = new StringWriter();
        Path program = folder.resolve(threads + ".dyx");
        try {
            int code = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), "compile", data.toString(),
                    "--recipe", "int8", "--set", "calibrate.limit=20", "--calib", data.resolve("calib").toString(),
                    "--threads", String.valueOf(threads), "-o", program.toString());
            assertEquals(0, code, err.toString());
        } finally {
            if (before == null) System.clearProperty(CalibrationCache.PROPERTY);
            else System.setProperty(CalibrationCache.PROPERTY, before);
        }
        return Files.readAllBytes(program);
    }
}
