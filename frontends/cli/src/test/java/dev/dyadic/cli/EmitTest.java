// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmitTest {

    private static final Path MNIST = Path.of(System.getProperty("dyadic.shared", "shared"), "data", "mnist");

    @TempDir Path folder;

    private final StringWriter err = new StringWriter();

    @Test void theJarGivesWhatTheProgramGives() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(MNIST), "needs ../shared/data/mnist");
        Path jar = folder.resolve("mnist.jar");
        Path program = folder.resolve("mnist.dyx");
        compile("--emit", "jar", "-o", jar.toString());
        compile("-o", program.toString());
        String inputs = MNIST.resolve("test/0000.npz").toString();
        Path own = folder.resolve("own.npz");
        assertEquals(0, dyadic("run", program.toString(), "--inputs", inputs, "--outputs", own.toString()), err::toString);
        Path out = folder.resolve("out.npz");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-jar", jar.toString(), "--inputs", inputs, "--outputs", out.toString())
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
        assertArrayEquals(Files.readAllBytes(own), Files.readAllBytes(out));
    }

    @Test void namesTheFormsThereAre() throws IOException {
        Path model = folder.resolve("m.qir");
        Files.writeString(model, "graph @m typed (%x: 2xf32) {\n  %y = relu(%x) : 2xf32\n  return %y\n}\n");
        int code = dyadic("compile", model.toString(), "--recipe", "int8-dynamic", "--emit", "jaw", "-o", "x");
        assertEquals(2, code, err::toString);
        assertTrue(err.toString().contains("Did you mean 'jar'"), err::toString);
    }

    private void compile(String... words) {
        String[] all = {"compile", MNIST.toString(), "--recipe", "int8", "--calib", MNIST.resolve("calib").toString(), "--set",
            "calibrate.limit=4", "--measure", "1", words[0], words[1], words.length > 2 ? words[2] : "--seed",
            words.length > 3 ? words[3] : "0"};
        assertEquals(0, dyadic(all), err::toString);
    }

    private int dyadic(String... words) {
        return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), words);
    }
}
