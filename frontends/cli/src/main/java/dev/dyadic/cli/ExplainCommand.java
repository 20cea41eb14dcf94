// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.plugin.Decision;
import dev.dyadic.plugin.kernel.Choice;
import dev.dyadic.plugin.kernel.Tuning;
import dev.dyadic.plugin.measure.FloatOp;
import dev.dyadic.plugin.measure.FloatOps;
import dev.dyadic.plugin.measure.ProgramReport;
import dev.dyadic.plugin.program.ProgramFiles;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.registry.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = {
    "Says how a program came about: its recipe, its layers, which ops stayed float and why.",
    "With a node: what it computes, from what, for whom, and what was said about it when the program was compiled."
})
final class ExplainCommand extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "PROGRAM", description = "A .dyx; of other programs only the graph can be explained.") private String program;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "The name of a value it defines, or of a value of the model it was made for.") private Optional<String> node;

    @Mixin private final Fix fix = new Fix();

    @Option(names = "--report", paramLabel = "FILE", description = "Also write a report: .html, a page that stands alone, or .json.") private Optional<Path> report;

    @Override public Integer call() {
        Registry registry = common.registry();
        Path file = Models.locate(program);
        Graph graph = read(registry, program, fix.words());
        Optional<ProgramReport> made = ProgramFiles.isProgram(file)
                ? Manifest.parse(file.toString(), ProgramFiles.read(file).manifest())
                : Optional.empty();
        if (report.isPresent()) {
            ReportFiles.write(registry, report.get(), made.orElseThrow(() -> new DyadicException(
                    DyadicException.Fault.USAGE, program, "was not compiled from a recipe; there is nothing to report.")));
        }
        SequencedMap<String, Choice> kernels = Kernels.choose(registry, graph);
        if (node.isPresent()) explain(graph, find(graph, node.get()), made, kernels);
        else explain(graph, made, kernels);
        return ExitCode.DONE.number();
    }

    private void explain(Graph graph, Optional<ProgramReport> made, SequencedMap<String, Choice> kernels) {
        List<Node> floats = FloatOps.of(graph);
        if (common.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("program", program);
            json.put("stage", graph.stage().word());
            json.put("float_ops", floats.stream().map(each -> Map.of("name", each.name(), "op", each.op().mnemonic())).toList());
            json.put("reasons", made.map(ProgramReport::floatOps).orElse(List.of()).stream()
                    .map(op -> "%" + op.name() + ": " + op.why()).toList());
            json.put("recipe", made.map(ProgramReport::recipe).orElse(""));
            Map<String, Object> chosen = new LinkedHashMap<>();
            kernels.forEach((name, choice) -> chosen.put(name, Kernels.json(choice)));
            json.put("kernels", chosen);
            LastProfile.find(Models.locate(program)).ifPresent(last -> json.put("last_profile", last.json(Tuning.open())));
            common.printJson(json);
            return;
        }
        if (made.isPresent()) {
            var page = new Page(made.get(), common.verbose());
            common.print("recipe:\n" + made.get().recipe().indent(2) + "\n" + page.fixed() + page.layers() + page.floats());
            printKernels(kernels);
            return;
        }
        common.remark(program + " was not compiled from a recipe.");
        printKernels(kernels);
        common.print("float ops: " + (floats.isEmpty() ? "none\n" : floats.size() + "\n"));
        for (Node each : floats) common.print("  %" + each.name() + " = " + each.op().mnemonic() + "\n");
    }

    private void printKernels(SequencedMap<String, Choice> kernels) {
        if (!kernels.isEmpty()) {
            common.print("\nkernels on this machine, each named size taken as 128:\n");
            common.print(Kernels.table(kernels.values().stream().distinct().toList()));
        }
        LastProfile.find(Models.locate(program)).ifPresent(last -> common.print("\nthe last profile, threads " + last.threads()
                + "; the peak is the most that `dyadic tune` measured of the kernel:\n" + last.table(Tuning.open())));
    }

    private void explain(Graph graph, Node found, Optional<ProgramReport> made, SequencedMap<String, Choice> kernels) {
        List<String> users = graph.nodes().stream()
                .filter(each -> each.ins().stream().anyMatch(found.outs()::contains))
                .map(each -> "%" + each.name() + " (" + each.op().mnemonic() + ")")
                .toList();
        List<String> said = said(found.name(), made);
        if (common.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", found.name());
            json.put("op", found.op().toString());
            json.put("takes", found.ins().stream().map(ExplainCommand::typed).toList());
            json.put("gives", found.outs().stream().map(ExplainCommand::typed).toList());
            json.put("users", users);
            json.put("notes", said);
            if (kernels.containsKey(found.name())) json.put("kernel", Kernels.json(kernels.get(found.name())));
            common.printJson(json);
            return;
        }
        var table = new Table("", "");
        table.row("name", "%" + found.name());
        table.row("op", found.op());
        found.ins().forEach(in -> table.row("takes", typed(in)));
        found.outs().forEach(out -> table.row("gives", typed(out)));
        users.forEach(user -> table.row("used by", user));
        said.forEach(note -> table.row("note", note));
        found.kernel().ifPresent(kernel -> table.row("by", kernel));
        common.print(table.toString());
        if (kernels.containsKey(found.name()))
            common.print("\nkernels on this machine:\n" + Kernels.table(List.of(kernels.get(found.name()))));
    }

    private static String typed(Value value) {
        return "%" + value.name() + " : " + value.type();
    }

    private static List<String> names(Node node) {
        return node.outs().stream().map(Value::name).toList();
    }

    /** The node of a name; of a value of the model that is no more, the last node that was made for it. */
    private static Node find(Graph graph, String word) {
        String name = word.startsWith("%") ? word.substring(1) : word;
        List<String> names = graph.nodes().stream().flatMap(each -> names(each).stream()).toList();
        return Stream.of(name, name + ".codes")
                .flatMap(wanted -> graph.nodes().stream().filter(each -> names(each).contains(wanted)))
                .findFirst()
                .or(() -> graph.nodes().reversed().stream().filter(each -> each.name().startsWith(name + ".")).findFirst())
                .orElseThrow(() -> new DyadicException(
                        DyadicException.Fault.USAGE,
                        word,
                        "no node of " + graph.name() + " defines it.",
                        Suggestion.among(name, names).map(near -> "Did you mean %" + near + "?")
                                .orElse("See: dyadic show PROGRAM.")));
    }

    /** What was decided about a node, or the value of the model it was made for, and why it is float if it is. */
    private static List<String> said(String name, Optional<ProgramReport> made) {
        List<String> said = new ArrayList<>();
        for (Decision each : made.map(ProgramReport::decisions).orElse(List.of())) {
            if (!each.node().equals(name) && !name.startsWith(each.node() + ".")) continue;
            String by = each.by().isEmpty() ? "" : " (" + each.by() + ")";
            said.add("%" + each.node() + ": " + each.topic().name().toLowerCase(Locale.ROOT) + ": " + each.what() + by);
        }
        for (FloatOp each : made.map(ProgramReport::floatOps).orElse(List.of())) {
            if (each.name().equals(name)) said.add("float: " + each.why());
        }
        return said;
    }
}
