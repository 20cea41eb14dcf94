// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.kernel.Choice;
import dev.dyadic.plugin.kernel.KernelJob;
import dev.dyadic.plugin.kernel.KernelTiming;
import dev.dyadic.plugin.kernel.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.LinkedHashSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "tune", description = {
    "Measures every kernel of this machine at the sizes of a program, and keeps the figures in the user's cache folder.",
    "select-kernels then chooses by them; kernels that were not measured count by their estimates."
})
final class TuneCommand extends ProgramCommand {

    @Parameters(paramLabel = "PROGRAM", description = "A program with products of codes, as compile makes them.") private String program;

    @Mixin private final Fix fix = new Fix();

    @Option(names = "--size", paramLabel = "N", description = "What stands for each named size. Default: 128.") private int size = 128;

    /** Measured as well, for what a kernel can reach at best. */
    private static final Kernel.Size LARGE = new Kernel.Size(512, 512, 512);

    private record Work(KernelJob job, Kernel kernel) {}

    @Override public Integer call() {
        Kernels.checkSize(size);
        List<Kernel> table = common.registry().all(Kernel.class);
        Set<KernelJob> jobs = new LinkedHashSet<>(KernelJob.of(read(common.registry(), program, fix.words()), size).values());
        Set<KernelJob> measured = new LinkedHashSet<>(jobs);
        jobs.forEach(job -> measured.add(new KernelJob(job.job(), job.operands(), LARGE, job.group())));
        List<Work> work = new ArrayList<>();
        for (KernelJob job : measured) {
            table.stream().filter(each -> job.fits(each) && each.missing().isEmpty())
                    .forEach(each -> work.add(new Work(job, each)));
        }
        Tuning tuning = Tuning.open();
        try (Progress.Task task = common.progress().start("measuring kernels", work.size())) {
            for (Work each : work) {
                KernelTiming.measure(each.kernel(), each.job())
                        .ifPresent(time -> tuning.put(each.kernel().name(), each.job().size(), time));
                task.advance(1);
            }
        }
        if (!work.isEmpty()) common.remark("kept in " + tuning.write());
        List<Choice> choices = jobs.stream().map(job -> Choice.of(table, job, tuning)).toList();
        if (common.json()) common.printJson(json(work.size(), choices));
        else common.print(Kernels.table(choices));
        return ExitCode.DONE.number();
    }

    private Map<String, Object> json(int measured, List<Choice> choices) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("program", program);
        json.put("measured", measured);
        json.put("jobs", choices.stream().map(Kernels::json).toList());
        return json;
    }
}
