// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.spec.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Times new processes, in turn: each starts as this one did, reads its program, runs the first inputs and writes the outputs. */
final class ColdStart {

    private static final String MAIN = "dev.dyadic.cli/dev.dyadic.cli.Main";

    /** As the launcher has it for the command run. */
    private static final String START = "-Ddyadic.simd.start=plain";

    private final int rounds;
    private final List<String> options;

    /**
     * @param rounds how often each is timed
     * @param options what the command run is told besides
     */
    ColdStart(int rounds, List<String> options) {
        this.rounds = rounds;
        this.options = List.copyOf(options);
    }

    /** The milliseconds from the start of the process to its end, in each round, of each contender. */
    List<Samples> run(List<Contender> contenders, Progress progress) {
        double[][] milliseconds = new double[contenders.size()][rounds];
        try {
            Path folder = Files.createTempDirectory("dyadic-cold");
            try (Progress.Task task = progress.start("timing", (long) (rounds + 1) * contenders.size())) {
                Npz.write(folder.resolve("in.npz"), new LinkedHashMap<>(contenders.getFirst().runs().getFirst()));
                // the round before the first is not kept: it reads the files into the memory of the operating system
                for (int round = -1; round < rounds; round++) {
                    for (int i = 0; i < contenders.size(); i++) {
                        double time = time(words(contenders.get(i), folder), folder.resolve("log"));
                        if (round >= 0) milliseconds[i][round] = time;
                        task.advance(1);
                    }
                }
            } finally {
                for (String each : List.of("in.npz", "out.npz", "log")) Files.deleteIfExists(folder.resolve(each));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw DyadicException.input("--cold", "no process can be timed: " + AtomicFile.reason(e) + ".");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw DyadicException.input("--cold", "interrupted.");
        }
        List<Samples> samples = new ArrayList<>();
        for (double[] each : milliseconds) samples.add(new Samples(each));
        return samples;
    }

    private static double time(List<String> words, Path log) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int code = process.waitFor();
        double milliseconds = (System.nanoTime() - began) / 1e6;
        if (code != 0) throw DyadicException.input("--cold", "a new process ended with " + code + ":\n" + Files.readString(log));
        return milliseconds;
    }

    private List<String> words(Contender contender, Path folder) {
        List<String> words = launch();
        words.addAll(List.of(
                "run", contender.program(), "--backend", Options.spec(contender.backend()).toString(), "--inputs",
                folder.resolve("in.npz").toString(), "--outputs", folder.resolve("out.npz").toString(), "--quiet"));
        words.addAll(options);
        return words;
    }

    /** The words this process was started with, up to the name of the main class. */
    private static List<String> launch() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        List<String> words = new ArrayList<>();
        info.command().ifPresent(words::add);
        words.add(START);
        for (String word : info.arguments().orElse(new String[0])) {
            words.add(word);
            if (word.equals(MAIN)) return words;
        }
        throw DyadicException.input("--cold",
                "this process was not started by the command dyadic, so it cannot be started anew.");
    }
}
