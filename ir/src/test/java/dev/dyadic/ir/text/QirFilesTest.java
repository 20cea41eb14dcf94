// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QirFilesTest {

    @TempDir Path folder;

    private static Graph graph(String name, int count) {
        Tensor tensor = Tensor.of(new long[] {count}, new float[count]);
        Value w = new Value(name, tensor.type());
        return new Graph("g", Stage.TYPED, List.of(), List.of(new Node(List.of(w), new Constant(tensor), List.of())), List.of(w));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test void keepsLargeTensorsBesideTheText() throws IOException {
        Path file = folder.resolve("a.qir");
        Graph graph = graph("../../w", 100);
        QirFiles.write(file, graph);
        assertEquals(List.of("a.qir", "a.safetensors"), files());
        assertEquals(graph, QirFiles.read(file));
        byte[] weights = Files.readAllBytes(folder.resolve("a.safetensors"));
        QirFiles.write(file, QirFiles.read(file));
        assertEquals(graph, QirFiles.read(file));
        assertArrayEquals(weights, Files.readAllBytes(folder.resolve("a.safetensors")));
    }

    @Test void writesNoWeightsWhereThereAreNone() throws IOException {
        QirFiles.write(folder.resolve("a.qir"), graph("w", 3));
        assertEquals(List.of("a.qir"), files());
        assertEquals(graph("w", 3), QirFiles.read(folder.resolve("a.qir")));
    }

    @Test void saysWhatIsMissing() throws IOException {
        Path file = folder.resolve("a.qir");
        var none = assertThrows(DyadicException.class, () -> QirFiles.read(file));
        assertEquals(file + ": cannot be read: there is no such file or folder.", none.getMessage());
        QirFiles.write(file, graph("w", 100));
        Files.delete(folder.resolve("a.safetensors"));
        var noWeights = assertThrows(DyadicException.class, () -> QirFiles.read(file));
        assertEquals(folder.resolve("a.safetensors") + ": cannot be read: there is no such file or folder.",
                noWeights.getMessage());
        Files.write(file, new byte[] {(byte) 0xff});
        var binary = assertThrows(DyadicException.class, () -> QirFiles.read(file));
        assertEquals(file + ": is no text in UTF-8; expected a .qir file.", binary.getMessage());
    }
}
