// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.dsl.Checked;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.ir.tensor.DataRuns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** How a program was made and what it reached: what {@code manifest.json} of a program holds and {@code compile} prints. */
final class Manifest {

    private static final int WORST = 10;

    private Manifest() {}

    static Map<String, Object> of(
            Path model,
            Checked checked,
            Optional<DataRuns> data,
            long seed,
            List<String> notes,
            Compiler.Compiled compiled,
            Optional<Quality> quality) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tool", new Main.Version().getVersion()[0]);
        json.put("model", model.getFileName().toString());
        json.put("model_sha256", hash(model));
        json.put("recipe", checked.text());
        json.put("seed", seed);
        json.put("calibration_runs", data.map(DataRuns::size).orElse(0));
        json.put("nodes", compiled.done().nodes().size());
        json.put("model_bytes", Layers.bytes(compiled.typed()));
        json.put("program_bytes", Layers.bytes(compiled.done()));
        json.put("layers", Layers.of(compiled.done()).stream().map(Layers.Layer::json).toList());
        json.put("float_ops", FloatOps.of(compiled.done()).stream().map(Manifest::floatOp).toList());
        json.put("notes", notes);
        quality.ifPresent(found -> json.put("quality", quality(found)));
        return json;
    }

    static String json(Map<String, Object> manifest) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n";
    }

    /** What people read when a program is done. */
    static String page(Compiler.Compiled compiled, List<String> notes, Optional<Quality> quality) {
        var page = new StringBuilder();
        Graph done = compiled.done();
        var layers = new Table("layer", "op", "data", "weights", "bytes", "SQNR");
        for (Layers.Layer layer : Layers.of(done)) {
            layers.row(layer.name(), layer.op(), layer.data(), layer.weights(), layer.bytes(), local(quality, layer.name()));
        }
        page.append(layers).append('\n');
        page.append(String.format(
                "%d layers; constants %,d bytes, the model's %,d%n",
                Layers.of(done).size(), Layers.bytes(done), Layers.bytes(compiled.typed())));
        quality.ifPresent(found -> page.append(String.format(
                "outputs against the float model: cosine %.6f, SQNR %.1f dB%n%n%s",
                found.cosine(), found.sqnr(), worst(found))));
        List<Node> floats = FloatOps.of(done);
        page.append(String.format("%nfloat ops: %s%n", floats.isEmpty() ? "none" : floats.size()));
        notes.forEach(note -> page.append("  ").append(note).append('\n'));
        return page.toString();
    }

    private static String local(Optional<Quality> quality, String layer) {
        return quality.map(found -> found.values().get(layer))
                .map(figures -> String.format("%.1f dB", figures.cumulative().sqnr()))
                .orElse("-");
    }

    private static Table worst(Quality quality) {
        var table = new Table("worst values", "own rounding", "against the model");
        quality.values().entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> entry.getValue().cumulative().sqnr()))
                .limit(WORST)
                .forEach(entry -> table.row(
                        entry.getKey(),
                        String.format("%.1f dB", entry.getValue().local().sqnr()),
                        String.format("%.1f dB", entry.getValue().cumulative().sqnr())));
        return table;
    }

    private static Map<String, Object> floatOp(Node node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", node.name());
        json.put("op", node.op().mnemonic());
        return json;
    }

    private static Map<String, Object> quality(Quality quality) {
        List<Map<String, Object>> values = new ArrayList<>();
        quality.values().forEach((name, figures) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", name);
            entry.put("local_sqnr_db", figures.local().sqnr());
            entry.put("cumulative_sqnr_db", figures.cumulative().sqnr());
            values.add(entry);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cosine", quality.cosine());
        json.put("sqnr_db", quality.sqnr());
        json.put("largest_difference", quality.difference());
        json.put("values", values);
        return json;
    }

    /** The SHA-256 of a file, in hex. */
    static String hash(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "cannot be read: " + AtomicFile.reason(e) + ".");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
