// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.program.ProgramFiles;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --against} names: another program, or with the name of a backend only, the same one there. */
final class Rival {

    private Rival() {}

    static Named of(Registry registry, Named program, String word) {
        Optional<Backend> backend = registry.find(Backend.class, word.replaceFirst("\\{.*", ""));
        if (backend.isEmpty() || Files.exists(Path.of(word))) return Named.parse(word);
        Path file = Models.locate(program.program());
        boolean compiled = ProgramFiles.isProgram(file) && !backend.get().takesGraphs();
        return new Named(compiled ? model(file, word) : program.program(), Optional.of(word));
    }

    /** The model a program was compiled from, if it lies beside it unchanged. */
    private static String model(Path program, String backend) {
        JsonNode manifest = manifest(program);
        String name = manifest.path("model").asString("");
        Path beside = program.resolveSibling(name.isEmpty() ? "model.onnx" : name);
        boolean same = Files.isRegularFile(beside)
                && Manifest.hash(beside).equals(manifest.path("model_sha256").asString(""));
        if (same) return beside.toString();
        throw new DyadicException(
                Fault.USAGE, "--against " + backend,
                "runs models, not compiled programs, and the model of " + program.getFileName() + " (" + beside.getFileName()
                        + ") is not beside it.",
                "Name the model: --against MODEL@" + backend + ".");
    }

    private static JsonNode manifest(Path program) {
        try {
            return JsonMapper.shared().readTree(ProgramFiles.read(program).manifest());
        } catch (JacksonException e) {
            throw DyadicException.input(program.toString(), "its manifest is no JSON: " + e.getOriginalMessage() + ".");
        }
    }
}
