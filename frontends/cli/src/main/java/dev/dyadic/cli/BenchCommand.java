// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "bench", description = {
    "Times a program, alone or against another: both are prepared in this process and warmed up, then run in turn.",
    "Prints the median and the quartiles of the time of one run; against another also the ratio of the medians, and the"
            + " quartiles of the ratios of neighbours in time. Below 1 the program is faster than the other."
})
final class BenchCommand extends ProgramCommand {

    private static final int LEAST_ROUNDS = 5;

    @Parameters(paramLabel = "PROGRAM", description = "What is timed: PROGRAM or PROGRAM@BACKEND.") private String program;

    @Option(names = "--inputs", paramLabel = "DATA", description = "An .npz, or a folder of them, all of which are run each time.") private Optional<Path> inputs;

    @Option(names = "--size", split = ",", paramLabel = "NAME=N", description = "Named sizes of random inputs, where there are no --inputs.") private Map<String, Long> sizes = new LinkedHashMap<>();

    @Mixin private final Fix fix = new Fix();

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N runs of the data.") private int limit = Integer.MAX_VALUE;

    @Option(names = "--backend", paramLabel = "NAME", description = "See: dyadic list backends.") private Optional<String> backend;

    @Option(names = "--against", paramLabel = "OTHER", description = "PROGRAM, PROGRAM@BACKEND, or BACKEND for the same program on another backend.") private Optional<String> against;

    @Option(names = "--threads", paramLabel = "N", description = "Threads one run uses. Default: 1.") private int threads = 1;

    @Option(names = "--runs", paramLabel = "N", description = "How often each is timed in turn, at least 5. Default: 11.") private int rounds = 11;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "The most time spent on warming up each. Default: 10.") private double warmUp = 10;

    @Option(names = "--seed", paramLabel = "N", description = "What random inputs come from. Default: 0.") private long seed;

    @Option(names = "--profile", description = "Also tell what each node takes.") private boolean profile;

    @Option(names = "--cold", description = "Time new processes from their start to the first outputs, instead.") private boolean cold;

    @Option(names = "--soak", paramLabel = "N", description = "Run it N times over all inputs instead, and tell of memory and of results that differ from the first.") private long soak;

    @Option(names = "--clients", paramLabel = "N", description = "Threads that run it at the same time, with --soak. Default: 2.") private int clients = 2;

    @Override public Integer call() {
        if (rounds < LEAST_ROUNDS) {
            throw new DyadicException(Fault.USAGE, "--runs", "must be at least " + LEAST_ROUNDS + ", was " + rounds + ".");
        }
        if (!(warmUp >= 0)) throw new DyadicException(Fault.USAGE, "--warm-up", "must be 0 or more seconds, was " + warmUp + ".");
        if (soak < 0 || clients < 1)
            throw new DyadicException(Fault.USAGE, soak < 0 ? "--soak" : "--clients", "must be at least 1.");
        Registry registry = common.registry();
        Named first = Named.parse(program).or(backend);
        if (soak > 0) return soak(registry, first);
        List<Named> sides = new ArrayList<>(List.of(first));
        against.ifPresent(word -> sides.add(Rival.of(registry, first, word)));
        List<Contender> contenders = new ArrayList<>();
        try {
            for (Named side : sides) contenders.add(prepare(registry, side, contenders));
            report(contenders);
        } finally {
            contenders.forEach(each -> each.executable().close());
        }
        return ExitCode.DONE.number();
    }

    private int soak(Registry registry, Named first) {
        Contender contender = prepare(registry, first, List.of());
        try (Executable _ = contender.executable()) {
            List<Soak.Mark> marks = new Soak(contender, soak, clients).run(common.progress(), mark -> common.remark(String.format(
                    "%d runs, %d differ, heap %d MiB, resident %d MiB", mark.runs(), mark.mismatches(), mark.heap() >> 20,
                    mark.resident() >> 20)));
            Soak.Mark last = marks.getLast();
            if (common.json())
                common.printJson(Map.of("program", program, "inputs", contender.runs().size(), "marks",
                        marks.stream().map(Soak.Mark::json).toList()));
            else
                common.print(last.runs() + " runs over " + contender.runs().size() + " inputs, " + last.mismatches()
                        + " results differ from the first\n");
            return (last.mismatches() == 0 ? ExitCode.DONE : ExitCode.FAILED).number();
        }
    }

    private void report(List<Contender> contenders) {
        List<Samples> samples = cold
                ? new ColdStart(rounds, fix.options()).run(contenders, common.progress())
                : new Race(rounds, (long) (warmUp * 1e9)).run(contenders, common.progress());
        var standing = new Standing(contenders, samples, cold);
        Optional<Profile> nodes = profile ? Optional.of(profile(contenders.getFirst())) : Optional.empty();
        if (common.json()) {
            SequencedMap<String, Object> json = standing.json();
            nodes.ifPresent(found -> json.put("profile", found.json()));
            common.printJson(json);
            return;
        }
        common.print(standing.page());
        nodes.ifPresent(found -> common.print("\n" + found.table()));
    }

    /** Kept for {@code explain}, if that is possible. */
    private Profile profile(Contender contender) {
        Profile found = Profile.of(contender);
        try {
            new LastProfile(contender.threads(), found.nodes()).keep(Models.locate(contender.program()));
        } catch (DyadicException e) {
            common.remark("explain will not know of this profile: " + e.getMessage());
        }
        return found;
    }

    /** Another program may take as inputs what is fixed in this one. */
    private static List<Map<String, Tensor>> with(Map<String, Tensor> fixed, List<Map<String, Tensor>> runs) {
        if (fixed.isEmpty()) return runs;
        List<Map<String, Tensor>> all = new ArrayList<>();
        for (Map<String, Tensor> run : runs) {
            Map<String, Tensor> arrays = new LinkedHashMap<>(fixed);
            arrays.putAll(run);
            all.add(arrays);
        }
        return all;
    }

    /** All contenders run the inputs of the first, by their names. */
    private Contender prepare(Registry registry, Named side, List<Contender> before) {
        Backend shipped = TimedBackend.of(backend(registry, side.backend()), side.backend().orElse(""));
        Backend chosen = Threads.set(shipped, threads);
        if (threads > 1 && !Threads.has(chosen)) common.remark("the backend " + chosen.name() + " runs on one thread");
        Executable executable = open(registry, side.program(), chosen, fix.words());
        List<Map<String, Tensor>> runs = before.isEmpty()
                ? with(executable.fixed(), TimedInputs.of(inputs, limit, executable.inputs(), sizes, seed))
                : before.getFirst().runs();
        return Contender.of(side, chosen, Threads.has(chosen) ? threads : 1, executable, runs);
    }
}
