// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedModelsTest {

    /** The tolerances of ONNX's own backend tests. */
    private static final double RELATIVE = 1e-3;

    private static final double ABSOLUTE = 1e-7;

    /** Share of the cases of ONNX's backend tests that use nothing but tensors. */
    private static final double WANTED = 0.92;

    @Test void knowsTheTypeOfEveryValueOfTheModels() {
        List<String> unknown = new ArrayList<>();
        for (Path file : Shared.models("")) {
            if (file.toString().contains("onnx-node-tests")) continue;
            OnnxFiles.read(file).values().stream()
                    .filter(value -> !value.type().isKnown())
                    .forEach(value -> unknown.add(file + ": " + value));
        }
        assertEquals(List.of(), unknown);
    }

    @Test void passesOrRefusesEveryBackendTest() {
        List<Path> cases = Shared.models("onnx-node-tests");
        assertFalse(cases.isEmpty());
        List<String> wrong = new ArrayList<>();
        int passed = 0;
        for (Path file : cases) {
            Optional<Graph> graph = read(file);
            if (graph.isEmpty()) continue;
            Optional<String> difference = difference(graph.get(), file);
            if (difference.isEmpty()) passed++;
            else wrong.add(file.getParent().getFileName() + ": " + difference.get());
        }
        assertEquals(List.of(), wrong);
        assertTrue(passed >= WANTED * cases.size(), passed + " of " + cases.size() + " passed");
    }

    private static Optional<Graph> read(Path file) {
        try {
            Graph graph = OnnxFiles.read(file);
            Path first = file.resolveSibling("test_data_set_0");
            for (int i = 0; i < graph.inputs().size(); i++) OnnxTensors.read(first.resolve("input_" + i + ".pb"));
            return Optional.of(graph);
        } catch (DyadicException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> difference(Graph graph, Path file) {
        for (int set = 0; Files.isDirectory(file.resolveSibling("test_data_set_" + set)); set++) {
            Path folder = file.resolveSibling("test_data_set_" + set);
            List<Tensor> inputs = new ArrayList<>();
            for (int i = 0; i < graph.inputs().size(); i++) inputs.add(OnnxTensors.read(folder.resolve("input_" + i + ".pb")));
            List<Tensor> outputs = Reference.run(graph, inputs);
            for (int i = 0; i < outputs.size(); i++) {
                Tensor wanted = OnnxTensors.read(folder.resolve("output_" + i + ".pb"));
                Optional<String> difference = difference(outputs.get(i), wanted, isRandom(file));
                if (difference.isPresent()) return difference;
            }
        }
        return Optional.empty();
    }

    private static boolean isRandom(Path file) {
        return file.toString().contains("bernoulli") || file.toString().contains("training_dropout");
    }

    private static Optional<String> difference(Tensor found, Tensor wanted, boolean random) {
        if (!found.type().equals(wanted.type())) return Optional.of("is " + found.type() + ", not " + wanted.type());
        for (long i = 0; !random && i < wanted.count(); i++) {
            double x = found.getDouble(i);
            double y = wanted.getDouble(i);
            boolean same = x == y || Double.isNaN(x) && Double.isNaN(y);
            boolean near = wanted.element().isFloat() && Math.abs(x - y) <= ABSOLUTE + RELATIVE * Math.abs(y);
            if (!same && !near) return Optional.of("element " + i + " is " + x + ", not " + y);
        }
        return Optional.empty();
    }
}
