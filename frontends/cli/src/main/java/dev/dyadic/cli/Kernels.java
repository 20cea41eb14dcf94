// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.Choice;
import dev.dyadic.plugin.kernel.Choice.Rejected;
import dev.dyadic.plugin.kernel.KernelJob;
import dev.dyadic.plugin.kernel.Tuning;
import dev.dyadic.plugin.registry.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What is printed of kernels: the table of them, and which was chosen for a job. */
final class Kernels {

    private static final long USUAL = 128;

    private Kernels() {}

    static void checkSize(int size) {
        if (size < 1) throw new DyadicException(Fault.USAGE, "--size", "must be at least 1, was " + size + ".");
    }

    /** For each node of which a kernel could do the work, by name: which one it is on this machine. */
    static SequencedMap<String, Choice> choose(Registry registry, Graph graph) {
        List<Kernel> table = registry.all(Kernel.class);
        Tuning tuning = Tuning.open();
        SequencedMap<String, Choice> choices = new LinkedHashMap<>();
        KernelJob.of(graph, USUAL).forEach((node, job) -> choices.put(node, Choice.of(table, job, tuning)));
        return choices;
    }

    /** The kernels that are registered, each with what it was measured at here. */
    static String table(List<Kernel> kernels, Tuning tuning) {
        var table = new Table("kernel", "job", "operands", "tile", "needs", "here", "measured");
        for (Kernel kernel : kernels) {
            Kernel.Tile tile = kernel.tile();
            table.row(
                    kernel.name(), kernel.job(), words(kernel.operands()),
                    tile.rows() + "x" + tile.columns() + "x" + tile.depth(),
                    kernel.needs().isEmpty() ? "-" : words(kernel.needs().stream().sorted().toList()),
                    kernel.missing().orElse("yes"), speed(kernel, tuning));
        }
        return table.toString();
    }

    /** For each job the kernel that was chosen and those that were not, with the reason. */
    static String table(List<Choice> choices) {
        var table = new Table("rows", "columns", "depth", "kernel", "why");
        for (Choice choice : choices) {
            Kernel.Size size = choice.job().size();
            choice.chosen().ifPresentOrElse(
                    found -> table.row(
                            size.rows(), size.columns(), size.depth(), found.kernel().name(),
                            String.format("chosen: %s, %.1f GMAC/s", found, macs(size) / found.nanoseconds())),
                    () -> table.row(size.rows(), size.columns(), size.depth(), "-", nothing(choice)));
            for (Rejected each : choice.rejected()) table.row("", "", "", each.kernel().name(), each.why());
        }
        return table.isEmpty() ? "No node of it multiplies codes with constant weights.\n" : table.toString();
    }

    static Map<String, Object> json(Choice choice) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", choice.job().job());
        json.put("operands", choice.job().operands().stream().map(Object::toString).toList());
        json.put("rows", choice.job().size().rows());
        json.put("columns", choice.job().size().columns());
        json.put("depth", choice.job().size().depth());
        choice.chosen().ifPresent(found -> {
            json.put("kernel", found.kernel().name());
            json.put("nanoseconds", found.nanoseconds());
            json.put("measured", found.measured());
        });
        List<Map<String, Object>> rejected = new ArrayList<>();
        for (Rejected each : choice.rejected()) rejected.add(Map.of("kernel", each.kernel().name(), "why", each.why()));
        json.put("rejected", rejected);
        return json;
    }

    private static String nothing(Choice choice) {
        return "no kernel for " + choice.job().job() + " on " + words(choice.job().operands())
                + " runs here; the backend's own code does it";
    }

    private static String speed(Kernel kernel, Tuning tuning) {
        var best = tuning.best(kernel.name());
        return best.isPresent() ? String.format("%.1f GMAC/s", best.getAsDouble()) : "-";
    }

    private static double macs(Kernel.Size size) {
        return (double) size.rows() * size.columns() * size.depth();
    }

    private static String words(List<?> words) {
        return String.join(" ", words.stream().map(Object::toString).toList());
    }
}
