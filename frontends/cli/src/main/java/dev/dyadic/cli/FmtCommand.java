// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.dsl.Formatter;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "fmt", description = "Brings recipes into their canonical form, in place.")
final class FmtCommand implements Callable<Integer> {

    @Mixin final Common common = new Common();

    @Parameters(arity = "1..*", paramLabel = "RECIPE", description = "Files of recipes.") private List<Path> files = new ArrayList<>();

    @Option(names = "--check", description = "Change nothing; fail if a file is not in that form.") private boolean check;

    @Override public Integer call() {
        List<String> changed = new ArrayList<>();
        for (Path file : files) {
            String text = read(file);
            String formatted = Formatter.format(text, file.toString());
            if (text.equals(formatted)) continue;
            changed.add(file.toString());
            if (!check)
                AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(formatted.getBytes(StandardCharsets.UTF_8))));
        }
        if (common.json()) common.printJson(Map.of("changed", changed));
        else changed.forEach(file -> common.remark((check ? "not formatted: " : "formatted: ") + file));
        return (check && !changed.isEmpty() ? ExitCode.FAILED : ExitCode.DONE).number();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "cannot be read as text: " + AtomicFile.reason(e) + ".");
        }
    }
}
