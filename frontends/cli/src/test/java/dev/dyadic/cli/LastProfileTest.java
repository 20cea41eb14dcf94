// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.calibrate.CalibrationCache;
import dev.dyadic.plugin.kernel.Tuning;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code explain} tells what {@code bench --profile} found last. */
class LastProfileTest {

    private static final String PRODUCT = """
            graph @product typed (%x: [N]x4xi8) {
              %w = constant() {value=4x1xi8(1, 2, 3, 4)} : 4x1xi8
              %z = constant() {value=i8(0)} : i8
              %y = matmul-integer(%x, %w, %z, %z) : [N]x1xi32
              return %y
            }
            """;

    @TempDir Path folder;

    private final String cache = System.getProperty(CalibrationCache.PROPERTY, "");
    private String program;

    @BeforeEach void writeProgram() throws IOException {
        System.setProperty(CalibrationCache.PROPERTY, folder.resolve("cache").toString());
        program = Files.writeString(folder.resolve("product.qir"), PRODUCT).toString();
    }

    @AfterEach void restoreCache() {
        System.setProperty(CalibrationCache.PROPERTY, cache);
    }

    @Test void namesTheKernelAndItsShareOfThePeak() {
        assertEquals(0, dyadic("explain", program, "--json").path("last_profile").size());
        dyadic("bench", program + "@simd", "--size", "N=64", "--runs", "5", "--warm-up", "0", "--profile", "--json");
        JsonNode untuned = dyadic("explain", program, "--json").path("last_profile").path(0);
        assertEquals("y", untuned.path("node").asString());
        String kernel = untuned.path("kernel").asString();
        assertFalse(kernel.isEmpty(), untuned.toString());
        assertTrue(untuned.path("share_of_peak").isMissingNode(), untuned.toString());
        Tuning tuning = Tuning.open();
        tuning.put(kernel, new Kernel.Size(1000, 1000, 1000), 1e7);
        tuning.write();
        JsonNode tuned = dyadic("explain", program, "--json").path("last_profile").path(0);
        assertEquals(tuned.path("gmacs_per_second").asDouble() / 100, tuned.path("share_of_peak").asDouble(), 1e-9);
    }

    @Test void belongsToTheBytesOfTheProgram() throws IOException {
        dyadic("bench", program + "@simd", "--size", "N=64", "--runs", "5", "--warm-up", "0", "--profile", "--json");
        Files.writeString(Path.of(program), PRODUCT.replace("1, 2, 3, 4", "4, 3, 2, 1"));
        assertEquals(0, dyadic("explain", program, "--json").path("last_profile").size());
    }

    private static JsonNode dyadic(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        assertEquals(0, Main.run(new PrintWriter(out), new PrintWriter(err), words), err::toString);
        return JsonMapper.shared().readTree(out.toString());
    }
}
