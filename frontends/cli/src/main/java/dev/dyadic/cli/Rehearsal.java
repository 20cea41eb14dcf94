// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compiles a small graph and runs it, twice. The launcher takes the archive of loaded classes from a process that does, so that later ones start
 * with the classes that they will need.
 */
final class Rehearsal {

    private Rehearsal() {}

    /** Leaves nothing behind; throws if a command failed. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("dyadic-rehearsal");
        try {
            play(folder);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    private static void play(Path folder) throws IOException {
        Path model = folder.resolve("model.qir");
        try (InputStream text = Rehearsal.class.getResourceAsStream("rehearsal.qir")) {
            Files.copy(text, model);
        }
        Path inputs = folder.resolve("inputs.npz");
        Npz.write(inputs, new LinkedHashMap<>(Map.of("x", Tensor.of(new long[] {4, 16}, new float[4 * 16]))));
        String program = folder.resolve("model.dyx").toString();
        String[] run = {"run", program, "--inputs", inputs.toString(), "--outputs", folder.resolve("outputs").toString()};
        // the first run makes the program and keeps it, the second finds it
        List<String[]> commands = List.of(
                new String[] {"compile", model.toString(), "--recipe", "int8-dynamic", "-o", program},
                run, run);
        for (String[] command : commands) {
            var said = new StringWriter();
            var writer = new PrintWriter(said, true);
            if (Main.run(writer, writer, command) != 0) throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
    }
}
