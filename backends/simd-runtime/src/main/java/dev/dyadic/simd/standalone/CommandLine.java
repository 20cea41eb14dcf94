// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The command line of an emitted model: {@code --inputs DATA [--outputs PATH] [--threads N]}. */
public final class CommandLine {

    private static final String USAGE = """
            --inputs DATA    an .npz with one array per input, or a folder of them, one per run
            --outputs PATH   where the outputs go, under the same names; without it, what they look like is printed
            --threads N      threads one run uses (all cores)
            """;

    private Path inputs = Path.of("");
    private Path outputs = Path.of("");
    private int threads = Runtime.getRuntime().availableProcessors();

    private CommandLine() {}

    /** Runs a model as the words say, and ends the process: 0 done, 1 failed, 2 usage. */
    public static void run(Class<?> main, IntFunction<Model> load, String[] words) throws InterruptedException {
        OptionalInt elsewhere = Relaunch.ifNeeded(main, words);
        System.exit(elsewhere.isPresent() ? elsewhere.getAsInt() : new CommandLine().run(load, words));
    }

    private int run(IntFunction<Model> load, String[] words) {
        if (!parse(words)) {
            System.err.print(USAGE);
            return 2;
        }
        try (Model model = load.apply(threads)) {
            run(model);
            return 0;
        } catch (InvalidInputException e) {
            System.err.println(e.getMessage());
        } catch (IOException e) {
            System.err.println(outputs + ": cannot be written: " + e.getMessage() + ".");
        }
        return 1;
    }

    private boolean parse(String[] words) {
        for (int i = 0; i + 1 < words.length; i += 2) {
            switch (words[i]) {
                case "--inputs" -> inputs = Path.of(words[i + 1]);
                case "--outputs" -> outputs = Path.of(words[i + 1]);
                case "--threads" -> threads = words[i + 1].matches("[1-9]\\d{0,3}") ? Integer.parseInt(words[i + 1]) : 0;
                default -> threads = 0;
            }
        }
        return words.length % 2 == 0 && threads > 0 && !inputs.toString().isEmpty();
    }

    private void run(Model model) throws IOException {
        boolean folder = Files.isDirectory(inputs);
        var summary = new Summary();
        for (Path file : folder ? files() : List.of(inputs)) {
            SequencedMap<String, Array> results = model.run(Npz.read(file));
            summary.add(results);
            boolean single = !folder && outputs.toString().endsWith(".npz");
            if (!outputs.toString().isEmpty()) Npz.write(single ? outputs : outputs.resolve(file.getFileName()), results);
        }
        if (outputs.toString().isEmpty()) System.out.print(summary);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(inputs)) {
            return files.filter(file -> file.toString().endsWith(".npz")).sorted().toList();
        }
    }
}
