// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.text.QirFiles;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "opt", description = {"Runs passes on a graph, one after the other, and prints what becomes of it.",
    "The passes: dyadic list passes."})
final class OptCommand extends ProgramCommand {

    @Parameters(paramLabel = "FILE.qir", description = "The graph; any PROGRAM will do.") private String program;

    @Option(names = "--passes", required = true, paramLabel = "\"a{x=1}, b\"", description = "The passes with their options.") private String passes;

    @Mixin private final Fix fix = new Fix();

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE.qir", description = "Write the graph instead of printing it.") private Optional<Path> output;

    @Override public Integer call() {
        Registry registry = common.registry();
        Graph before = read(registry, program, fix.words());
        Graph after = PassRunner.run(common, registry, before, passes);
        output.ifPresent(file -> QirFiles.write(file, after));
        if (common.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("program", program);
            json.put("passes", passes);
            json.put("nodes_before", before.nodes().size());
            json.put("nodes_after", after.nodes().size());
            json.put("stage", after.stage().word());
            common.printJson(json);
        } else if (output.isEmpty()) {
            common.print(QirPrinter.print(after).text());
        }
        return ExitCode.DONE.number();
    }
}
