// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.registry.Registry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The options every command has, and what they decide: where words go, what is registered. */
final class Common {

    @Option(names = "--json", description = "Print one JSON object on stdout, and nothing else there.") private boolean json;

    @Option(names = "--quiet", description = "Print errors and what was asked for, no progress and no remarks.") private boolean quiet;

    @Option(names = "--verbose", description = "Print stack traces, and what is done on the way.") private boolean verbose;

    @Option(names = "--plugin-path", paramLabel = "PATH", split = ":", description = "Jars, or folders of jars, with plug-ins. They run with your rights.") private List<Path> pluginPath = new ArrayList<>();

    @Spec(Spec.Target.MIXEE) private CommandSpec mixee;

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }

    PrintWriter out() {
        return mixee.commandLine().getOut();
    }

    PrintWriter err() {
        return mixee.commandLine().getErr();
    }

    /** Says something to people, on stderr. */
    void remark(String text) {
        if (!quiet) err().println(text);
    }

    /** The same, of a format and what it takes; nothing is formatted in vain. */
    void remark(String format, Object... values) {
        if (!quiet) err().println(String.format(format, values));
    }

    void print(String text) {
        out().print(text);
        out().flush();
    }

    /** Prints an object of maps, lists, strings and numbers as JSON. */
    void printJson(Object object) {
        out().println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(object));
    }

    Registry registry() {
        return pluginPath.isEmpty() ? BuiltIns.registry() : Registry.load(pluginPath);
    }

    Progress progress() {
        boolean terminal = Boolean.getBoolean("dyadic.terminal");
        return quiet || !terminal ? Progress.NONE : new Bars();
    }

    Context context(Registry registry) {
        return Context.of(registry).with(progress()).withNotes(problem -> {
            if (verbose) remark("note: " + problem);
        });
    }
}
