// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.plugin.Report;
import dev.dyadic.plugin.measure.ProgramReport;
import dev.dyadic.plugin.registry.Registry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reports as files; the end of the name says which report is wanted. */
final class ReportFiles {

    private ReportFiles() {}

    static void write(Registry registry, Path file, ProgramReport report) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(page(registry, file, report));
        AtomicFile.write(file, channel -> {
            while (bytes.hasRemaining()) channel.write(bytes);
        });
    }

    private static String page(Registry registry, Path file, ProgramReport report) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json")) return Manifest.json(report);
        return registry.all(Report.class).stream()
                .filter(each -> name.endsWith("." + each.extension()))
                .findFirst()
                .orElseThrow(() -> new DyadicException(
                        DyadicException.Fault.USAGE, file.toString(), "is no name for a report.",
                        "Try a name that ends with .html or .json."))
                .page(report);
    }
}
