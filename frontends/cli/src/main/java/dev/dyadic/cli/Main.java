// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command {@code dyadic}. */
@Command(name = "dyadic", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, header = {
    "Turns ONNX models into programs that compute with integers.",
    ""}, synopsisSubcommandLabel = "COMMAND", footerHeading = "%nTry this first:%n", footer = {
        "  dyadic demo                                      a real sentence model at work",
        "  dyadic show model.onnx                           the graph, as text",
        "  dyadic run model.onnx --inputs data.npz          its outputs",
        "  dyadic compare a.onnx b.onnx --inputs folder     how far two programs differ",
        "",
        "A PROGRAM is an .onnx or .qir file, a folder with model.onnx or model.json in it, or a file of a Maven artifact",
        "(maven:group:artifact:version!entry). DATA is an .npz, one array per input, or a folder of them, one per run.",
        "Exit codes: 0 done, 1 failed, 2 usage, 3 recipe does not check, 4 model not supported, 5 expectation missed.",
        "More about a command: dyadic help COMMAND."
    })
public final class Main {

    private static final List<Class<?>> COMMANDS = List.of(CompileCommand.class, CheckCommand.class, FmtCommand.class,
            ExplainCommand.class,
            RunCommand.class, CompareCommand.class, BenchCommand.class, TuneCommand.class, ShowCommand.class, OptCommand.class,
            ConformanceCommand.class, ListCommand.class, DoctorCommand.class, DemoCommand.class, CommandLine.HelpCommand.class);

    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("run")) BuiltIns.loadAhead();
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs the command line; nothing of the process but its files is touched. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        var line = new CommandLine(new Main());
        commands(args).forEach(line::addSubcommand);
        line.getSubcommands().values().stream()
                .filter(command -> !(command.getCommand() instanceof CommandLine.HelpCommand))
                .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version()));
        line.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Main::misused);
        line.setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
        return line.execute(args);
    }

    /** The one that is asked for by its name, as it takes time to look at them all; else all. */
    private static List<Class<?>> commands(String[] args) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(each -> args.length > 0 && each.getAnnotation(Command.class).name().equals(args[0]))
                .toList();
        return named.isEmpty() || named.contains(CommandLine.HelpCommand.class) ? COMMANDS : named;
    }

    private static int misused(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("dyadic: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
            line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE.number();
    }

    private static int failed(Exception failure, CommandLine line) {
        boolean verbose = line.getCommand() instanceof ProgramCommand command && command.common.verbose();
        PrintWriter err = line.getErr();
        if (failure instanceof DyadicException e) {
            e.problems().forEach(problem -> err.println("dyadic: " + problem));
            if (verbose) failure.printStackTrace(err);
            return ExitCode.of(e.fault()).number();
        }
        err.println("dyadic: this is a bug of Dyadic's: " + failure);
        if (verbose) failure.printStackTrace(err);
        else err.println("Run it again with --verbose for what to report.");
        return ExitCode.FAILED.number();
    }

    /** The version written into the module. */
    static final class Version implements IVersionProvider {
        @Override public String[] getVersion() {
            return new String[] {"dyadic " + Main.class.getModule().getDescriptor().rawVersion().orElse("0.1.0-SNAPSHOT")};
        }
    }
}
