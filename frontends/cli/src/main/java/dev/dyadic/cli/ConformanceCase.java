// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Importer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One case of the ONNX backend tests: a folder with {@code model.onnx} and {@code test_data_set_N/input_M.pb, output_M.pb}. */
record ConformanceCase(String name, Path folder) {

    /** How a case ended, in the words of the report. */
    enum Verdict {
        PASSED,
        WRONG,
        UNSUPPORTED,
        CRASHED
    }

    /** A verdict and, unless passed, why. */
    record Outcome(Verdict verdict, String why) {}

    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-7;

    /** Ops whose results are random numbers: only shape and element can be compared. */
    private static final Set<String> RANDOM = Set.of("random-uniform", "random-normal");

    Outcome run(Importer importer, Backend backend) {
        try {
            Graph graph = importer.read(folder.resolve("model.onnx"));
            boolean random = graph.nodes().stream().anyMatch(node -> RANDOM.contains(node.op().mnemonic()));
            try (Executable executable = backend.prepare(graph)) {
                for (Path data : dataSets()) {
                    List<Tensor> results = executable.run(tensors(importer, data, "input_"));
                    String difference = difference(tensors(importer, data, "output_"), results, random);
                    if (!difference.isEmpty()) return new Outcome(Verdict.WRONG, difference);
                }
            }
            return new Outcome(Verdict.PASSED, "");
        } catch (DyadicException e) {
            return new Outcome(Verdict.UNSUPPORTED, e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new Outcome(Verdict.CRASHED, e.toString());
        }
    }

    private List<Path> dataSets() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("test_data_set_")).sorted().toList();
        } catch (IOException e) {
            throw DyadicException.input(folder.toString(), "cannot be read: " + e.getMessage());
        }
    }

    private static List<Tensor> tensors(Importer importer, Path data, String prefix) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; Files.exists(data.resolve(prefix + i + ".pb")); i++) {
            tensors.add(importer.readTensor(data.resolve(prefix + i + ".pb")));
        }
        return tensors;
    }

    private static String difference(List<Tensor> expected, List<Tensor> found, boolean random) {
        if (expected.size() != found.size()) return found.size() + " outputs, expected " + expected.size();
        for (int i = 0; i < expected.size(); i++) {
            Tensor e = expected.get(i);
            Tensor f = found.get(i);
            if (!e.element().equals(f.element()) || !Arrays.equals(e.sizes(), f.sizes())) {
                return "output " + i + " is " + f + ", expected " + e;
            }
            for (long j = 0; !random && j < e.count(); j++) {
                if (isClose(e, f, j)) continue;
                return "output " + i + ", element " + j + " is " + f.getDouble(j) + ", expected " + e.getDouble(j);
            }
        }
        return "";
    }

    private static boolean isClose(Tensor expected, Tensor found, long i) {
        if (!expected.element().isFloat()) return expected.getLong(i) == found.getLong(i);
        double e = expected.getDouble(i);
        double f = found.getDouble(i);
        if (e == f || Double.isNaN(e) && Double.isNaN(f)) return true;
        return Math.abs(e - f) <= ABSOLUTE + RELATIVE * Math.abs(e);
    }
}
