// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.plugin.measure.Closeness;
import dev.dyadic.plugin.measure.FloatOp;
import dev.dyadic.plugin.measure.Layer;
import dev.dyadic.plugin.measure.ProgramReport;
import dev.dyadic.plugin.measure.ProgramReport.Moved;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What people read in the terminal about a program: its layers, the worst of its values, what stayed float. */
record Page(ProgramReport report, boolean verbose) {

    private static final int WORST = 10;

    @Override public String toString() {
        var page = new StringBuilder();
        page.append(fixed()).append(layers()).append(String.format(
                "%d layers; constants %,d bytes, the model's %,d%n", report.layers().size(), report.programBytes(),
                report.modelBytes()));
        report.outputs().ifPresent(found -> page.append(String.format(
                "outputs against the float model, mean of %d runs: cosine %.6f, SQNR %.1f dB; largest difference %.3g%n",
                found.runs(), found.cosine(), found.sqnr(), found.difference())));
        if (!report.values().isEmpty()) page.append('\n').append(worst());
        return page.append(floats()).toString();
    }

    /** What the program does not ask for any more. */
    String fixed() {
        if (report.fixed().isEmpty()) return "";
        return report.fixed().entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", ", "always the same: ", "\n\n"));
    }

    String layers() {
        List<String> header = new ArrayList<>(
                List.of("layer", "op", "in", "data", "weights", "bytes", "data SQNR", "weights SQNR",
                        "result SQNR"));
        if (verbose) header.add("rules");
        var table = new Table(header.toArray(String[]::new));
        for (Layer layer : report.layers()) {
            List<Object> cells = new ArrayList<>(List.of(
                    layer.name(), layer.op(), layer.integer() ? "integer" : "float",
                    layer.range().isEmpty() ? layer.data() : layer.range(), layer.weights(), layer.bytes(),
                    decibels(layer.dataSqnr()), decibels(layer.weightsSqnr()), decibels(layer.resultSqnr())));
            if (verbose) cells.add(String.join(", ", layer.rules()));
            table.row(cells.toArray());
        }
        return table.toString();
    }

    private Table worst() {
        var table = new Table("worst values", "own rounding", "against the model");
        report.values().stream()
                .sorted(Comparator.comparingDouble(Moved::cumulativeSqnr))
                .limit(WORST)
                .forEach(each -> table.row(each.name(), decibels(each.localSqnr()), decibels(each.cumulativeSqnr())));
        return table;
    }

    /** Float ops of one reason in a line; one by one where everything is wanted. */
    String floats() {
        List<FloatOp> ops = report.floatOps();
        if (ops.isEmpty()) return "\nfloat ops: none\n";
        var table = new Table("", "ops", "why");
        Map<String, List<FloatOp>> byReason = ops.stream()
                .collect(Collectors.groupingBy(FloatOp::why, TreeMap::new, Collectors.toList()));
        byReason.forEach((why, some) -> {
            Map<String, Long> kinds = some.stream()
                    .collect(Collectors.groupingBy(FloatOp::op, TreeMap::new, Collectors.counting()));
            table.row(some.size(), kinds.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey())
                    .collect(Collectors.joining(", ")), why);
        });
        var text = new StringBuilder("\nfloat ops: " + ops.size() + "\n" + table);
        if (verbose) ops.forEach(op -> text.append("  %" + op.name() + " = " + op.op() + ": " + op.why() + "\n"));
        return text.toString();
    }

    private static String decibels(OptionalDouble ratio) {
        return ratio.isPresent() ? decibels(ratio.getAsDouble()) : "-";
    }

    /** Nothing where nothing is rounded. */
    private static String decibels(double ratio) {
        return ratio >= Closeness.NO_NOISE ? "-" : String.format("%.1f dB", ratio);
    }
}
