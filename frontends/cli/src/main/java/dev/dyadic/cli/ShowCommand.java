// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.text.QirFiles;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = {
    "Prints a program's graph as text, or writes it to a .qir file that reads back (weights beside it, in .safetensors).",
    "In what is printed, tensors of more than a few elements stand as #name."
})
final class ShowCommand extends ProgramCommand {

    @Parameters(paramLabel = "PROGRAM", description = "What to show.") private String program;

    @Mixin private final Fix fix = new Fix();

    @Option(names = "--stage", paramLabel = "S", description = "Take the graph to this stage first: raw or typed. Default: as far as the file has it.") private Optional<String> stage;

    @Option(names = "--passes", paramLabel = "\"a{x=1}, b\"", description = "Passes to run first.") private Optional<String> passes;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE.qir", description = "Write the graph, weights and all.") private Optional<Path> output;

    @Override public Integer call() {
        Registry registry = common.registry();
        Graph graph = PassRunner.run(common, registry, read(registry, program, fix.words()), wanted());
        if (output.isPresent()) {
            QirFiles.write(output.get(), graph);
            common.remark("written to " + output.get());
        }
        if (common.json()) common.printJson(summary(graph));
        else if (output.isEmpty()) common.print(QirPrinter.print(graph).text());
        return ExitCode.DONE.number();
    }

    private String wanted() {
        String typed = stage.map(ShowCommand::stage).filter(Stage.TYPED::equals).isPresent() ? "infer-types" : "";
        return String.join(", ", java.util.stream.Stream.of(typed, passes.orElse("")).filter(text -> !text.isEmpty()).toList());
    }

    private static Stage stage(String word) {
        Stage stage = Arrays.stream(Stage.values())
                .filter(each -> each.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new DyadicException(
                        DyadicException.Fault.USAGE, "--stage", "there is no stage " + word + "; expected raw or typed."));
        if (stage.compareTo(Stage.TYPED) > 0) {
            throw new DyadicException(
                    DyadicException.Fault.USAGE, "--stage",
                    "a graph becomes " + stage.word() + " only by compiling it with a recipe.");
        }
        return stage;
    }

    private Map<String, Object> summary(Graph graph) {
        Map<String, Integer> ops = new TreeMap<>();
        for (Node node : graph.nodes()) ops.merge(node.op().mnemonic(), 1, Integer::sum);
        Map<String, String> inputs = new LinkedHashMap<>();
        graph.inputs().forEach(value -> inputs.put(value.name(), value.type().toString()));
        Map<String, String> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(value -> outputs.put(value.name(), value.type().toString()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("program", program);
        json.put("name", graph.name());
        json.put("stage", graph.stage().word());
        json.put("inputs", inputs);
        json.put("outputs", outputs);
        json.put("nodes", graph.nodes().size());
        json.put("ops", ops);
        return json;
    }
}
