// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.plugin.program.ProgramFiles;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.registry.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(name = "explain", description = {
    "Says how a program came about: its recipe, its layers, which ops stayed float and why.",
    "With a node: what it computes, from what, for whom, and what was said about it when the program was compiled."
})
final class ExplainCommand extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "PROGRAM", description = "A .dyx; of other programs only the graph can be explained.") private String program;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "The name of a value it defines.") private Optional<String> node;

    @Override public Integer call() {
        Registry registry = common.registry();
        Path file = Models.locate(program);
        Graph graph = read(registry, program);
        JsonNode manifest = ProgramFiles.isProgram(file) ? parse(file) : JsonNodeFactory.instance.objectNode();
        if (node.isPresent()) explain(graph, find(graph, node.get()), manifest);
        else explain(graph, manifest);
        return ExitCode.DONE.number();
    }

    private static JsonNode parse(Path file) {
        try {
            return JsonMapper.shared().readTree(ProgramFiles.read(file).manifest());
        } catch (JacksonException e) {
            throw DyadicException.input(file.toString(), "its manifest is no JSON: " + e.getOriginalMessage() + ".");
        }
    }

    private void explain(Graph graph, JsonNode manifest) {
        List<Node> floats = FloatOps.of(graph);
        if (common.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("program", program);
            json.put("stage", graph.stage().word());
            json.put("float_ops", floats.stream().map(each -> Map.of("name", each.name(), "op", each.op().mnemonic())).toList());
            json.put("reasons", notes(manifest));
            json.put("recipe", manifest.path("recipe").asString(""));
            common.printJson(json);
            return;
        }
        if (manifest.isEmpty()) common.remark(program + " was not compiled from a recipe.");
        else common.print("recipe:\n" + manifest.path("recipe").asString("").indent(2) + "\n");
        common.print(layers(graph));
        common.print("\nfloat ops: " + (floats.isEmpty() ? "none\n" : floats.size() + "\n"));
        for (Node each : floats) common.print("  %" + each.name() + " = " + each.op().mnemonic() + "\n");
        List<String> notes = notes(manifest);
        if (!notes.isEmpty()) common.print("\nwhy:\n");
        notes.forEach(note -> common.print("  " + note + "\n"));
    }

    private static String layers(Graph graph) {
        var table = new Table("layer", "op", "data", "weights", "bytes");
        Layers.of(graph).forEach(each -> table.row(each.name(), each.op(), each.data(), each.weights(), each.bytes()));
        return table.toString();
    }

    private void explain(Graph graph, Node found, JsonNode manifest) {
        List<String> users = graph.nodes().stream()
                .filter(each -> each.ins().stream().anyMatch(found.outs()::contains))
                .map(each -> "%" + each.name() + " (" + each.op().mnemonic() + ")")
                .toList();
        List<String> said = notes(manifest).stream().filter(note -> note.startsWith("%" + found.name() + ":")).toList();
        if (common.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", found.name());
            json.put("op", found.op().toString());
            json.put("takes", found.ins().stream().map(ExplainCommand::typed).toList());
            json.put("gives", found.outs().stream().map(ExplainCommand::typed).toList());
            json.put("users", users);
            json.put("notes", said);
            common.printJson(json);
            return;
        }
        var table = new Table("", "");
        table.row("op", found.op());
        found.ins().forEach(in -> table.row("takes", typed(in)));
        found.outs().forEach(out -> table.row("gives", typed(out)));
        users.forEach(user -> table.row("used by", user));
        said.forEach(note -> table.row("note", note));
        common.print(table.toString());
    }

    private static String typed(Value value) {
        return "%" + value.name() + " : " + value.type();
    }

    private static Node find(Graph graph, String word) {
        String name = word.startsWith("%") ? word.substring(1) : word;
        List<String> names = graph.nodes().stream().flatMap(each -> each.outs().stream()).map(Value::name).toList();
        return graph.nodes().stream()
                .filter(each -> each.outs().stream().anyMatch(out -> out.name().equals(name)))
                .findFirst()
                .orElseThrow(() -> new DyadicException(
                        DyadicException.Fault.USAGE,
                        word,
                        "no node of " + graph.name() + " defines it.",
                        Suggestion.among(name, names).map(near -> "Did you mean %" + near + "?")
                                .orElse("See: dyadic show PROGRAM.")));
    }

    private static List<String> notes(JsonNode manifest) {
        List<String> notes = new ArrayList<>();
        manifest.path("notes").forEach(note -> notes.add(note.asString("")));
        return notes;
    }
}
