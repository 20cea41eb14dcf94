// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.plugin.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the graphs before and after a pass that broke a rule. */
final class Dump {

    private Dump() {}

    /** Where they are, one sentence to follow a message; large weights are only named in the text. */
    static String write(Path folder, Pass pass, Graph before, Graph after) {
        Path first = folder.resolve(pass.name() + ".before.qir");
        Path second = folder.resolve(pass.name() + ".after.qir");
        try {
            Files.createDirectories(folder);
            Files.writeString(first, QirPrinter.print(before).text());
            Files.writeString(second, QirPrinter.print(after).text());
        } catch (IOException failed) {
            return " (The graphs could not be written to " + folder + ": " + failed.getMessage() + ".)";
        }
        return " (The graphs are in " + first + " and " + second + ".)";
    }
}
