// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.dsl.Checked;
import dev.dyadic.dsl.Recipes;
import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.registry.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = {
    "Checks a recipe: its words, names, options and types; with a model also that each rule selects something and that its"
            + " formats can be folded, before any data is looked at.",
    "Prints the resolved recipe: everything imported is inlined."
})
final class CheckCommand extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "RECIPE", description = "A file, or the name of a preset.") private String recipe;

    @Parameters(index = "1", arity = "0..1", paramLabel = "MODEL", description = "What it is for.") private Optional<String> model;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Changes the recipe, as in compile.") private List<String> settings = new ArrayList<>();

    @Mixin private final Fix fix = new Fix();

    @Override public Integer call() {
        Registry registry = common.registry();
        Checked checked = Recipes.read(recipe, settings, registry);
        List<String> notes = new ArrayList<>();
        model.ifPresent(word -> tryOut(registry, checked, read(registry, word, fix.words()), notes));
        if (common.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("recipe", checked.text());
            json.put("notes", notes);
            common.printJson(json);
            return ExitCode.DONE.number();
        }
        common.print(checked.text());
        notes.forEach(common::remark);
        return ExitCode.DONE.number();
    }

    private void tryOut(Registry registry, Checked checked, Graph graph, List<String> notes) {
        Context context = common.context(registry)
                .withNotes(problem -> notes.add(problem.toString()))
                .with(checked.recipe(), Observing.ANY);
        new Compiler(registry, context, checked.recipe()).compile(graph);
    }
}
