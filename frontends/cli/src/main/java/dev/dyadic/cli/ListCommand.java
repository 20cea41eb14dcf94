// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.dsl.Language;
import dev.dyadic.dsl.Presets;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.Kind;
import dev.dyadic.plugin.kernel.Tuning;
import dev.dyadic.plugin.recipe.Formats;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Lists what is registered, built in or brought by plug-ins.")
final class ListCommand implements Callable<Integer> {

    private static final String PLUGINS = "plugins";
    private static final String PRESETS = "presets";
    private static final String RECIPE = "recipe";

    @Mixin final Common common = new Common();

    @Parameters(paramLabel = "WHAT", description = "passes, observers, formats, kernels, backends, importers, exporters, reports, plugins, presets, or recipe: the language of recipes.") private String what;

    @Option(names = "--markdown", description = "Print a table for a README.") private boolean markdown;

    private record Row(String name, String summary, String plugin) {}

    @Override public Integer call() {
        Registry registry = common.registry();
        if (what.equals(RECIPE) && markdown) {
            common.print(Language.markdown());
            return ExitCode.DONE.number();
        }
        if (what.equals(Kind.KERNEL.words()) && !markdown && !common.json()) {
            common.print(Kernels.table(registry.all(Kernel.class), Tuning.open()));
            return ExitCode.DONE.number();
        }
        List<Row> rows = rows(registry);
        if (common.json()) common.printJson(rows.stream().map(ListCommand::json).toList());
        else if (markdown) rows.forEach(row -> common.print(String.format("| `%s` | %s |%n", row.name, row.summary)));
        else common.print(table(rows));
        return ExitCode.DONE.number();
    }

    private List<Row> rows(Registry registry) {
        List<Row> rows = new ArrayList<>();
        if (what.equals(PLUGINS)) {
            registry.plugins()
                    .forEach(from -> rows.add(new Row(from.plugin(), from.module() + " " + from.location(), from.plugin())));
            return rows;
        }
        if (what.equals(PRESETS)) {
            Presets.names().forEach(name -> rows.add(new Row(name, Presets.summary(name), "dsl")));
            return rows;
        }
        if (what.equals(RECIPE)) {
            Language.statements().forEach(form -> rows.add(new Row(form.example(), form.meaning(), "dsl")));
            return rows;
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.words().equals(what))
                .findFirst()
                .orElseThrow(() -> new DyadicException(
                        DyadicException.Fault.USAGE,
                        what,
                        "cannot be listed; expected one of "
                                + Arrays.stream(Kind.values()).map(Kind::words).collect(Collectors.joining(", "))
                                + ", "
                                + String.join(", ", PLUGINS, PRESETS, RECIPE)
                                + "."));
        for (Contribution each : registry.all(kind.type())) {
            rows.add(new Row(Options.spec(each).toString(), each.summary(), registry.origin(each).plugin()));
        }
        if (kind == Kind.FORMAT) Formats.builtIn().forEach(each -> rows.add(new Row(each.name(), each.summary(), "recipes")));
        return rows;
    }

    private static String table(List<Row> rows) {
        var table = new Table("name", "what it is", "plug-in");
        rows.forEach(row -> table.row(row.name, row.summary, row.plugin));
        return table.toString();
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", row.name);
        json.put("summary", row.summary);
        json.put("plugin", row.plugin);
        return json;
    }
}
