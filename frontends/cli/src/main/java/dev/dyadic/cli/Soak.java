// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Runs a program very often, from several threads, over inputs of all its sizes: results must stay what they were, memory where it was. */
final class Soak {

    /**
     * How things stood after some runs.
     *
     * @param mismatches results so far that were not those of the first run of their inputs
     * @param heap bytes of objects in use, after a collection of garbage
     * @param resident bytes of memory the process takes; 0 where the system does not tell
     */
    record Mark(long runs, long mismatches, long heap, long resident) {

        SequencedMap<String, Object> json() {
            SequencedMap<String, Object> json = new LinkedHashMap<>();
            json.put("runs", runs);
            json.put("mismatches", mismatches);
            json.put("heap", heap);
            json.put("resident", resident);
            return json;
        }
    }

    private static final int MARKS = 10;

    private final Contender contender;
    private final long runs;
    private final int clients;

    /** @param clients threads that run the program at the same time, at least 1 */
    Soak(Contender contender, long runs, int clients) {
        this.contender = contender;
        this.runs = runs;
        this.clients = contender.executable().isThreadSafe() ? clients : 1;
    }

    /** A mark after each tenth of the runs, shown as it is made. */
    List<Mark> run(Progress progress, Consumer<Mark> shown) {
        List<List<Tensor>> first = contender.passed().stream().map(contender.executable()::run).toList();
        var mismatches = new AtomicLong();
        List<Mark> marks = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(clients);
                Progress.Task task = progress.start("running", MARKS)) {
            for (int part = 1; part <= MARKS; part++) {
                var next = new AtomicLong(runs * (part - 1) / MARKS);
                long end = runs * part / MARKS;
                List<Future<?>> all = new ArrayList<>();
                for (int client = 0; client < clients; client++) all.add(pool.submit(() -> client(next, end, first, mismatches)));
                for (Future<?> each : all) each.get();
                marks.add(new Mark(end, mismatches.get(), heap(), resident()));
                shown.accept(marks.getLast());
                task.advance(1);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run failed", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw DyadicException.input("--soak", "interrupted.");
        }
        return marks;
    }

    private void client(AtomicLong next, long end, List<List<Tensor>> first, AtomicLong mismatches) {
        for (long run = next.getAndIncrement(); run < end; run = next.getAndIncrement()) {
            // neighbours in time have different inputs, and so do threads
            int input = (int) (run % first.size());
            boolean same = contender.executable().run(contender.passed().get(input)).equals(first.get(input));
            if (!same) mismatches.incrementAndGet();
        }
    }

    private static long heap() {
        System.gc();
        Runtime machine = Runtime.getRuntime();
        return machine.totalMemory() - machine.freeMemory();
    }

    private static long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }
}
