// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.registry.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxRuntimeTest {

    @TempDir Path folder;

    /** As PaddlePaddle and others write sizes that they do not know. */
    @ParameterizedTest
    @CsvSource({"?, ?", "-1, ?", "batch, batch"}) void sizesMayBeCalledAnything(String size, String shown) throws IOException {
        var backend = new OnnxRuntime(1, true, true);
        assumeTrue(backend.missing().isEmpty(), () -> backend.missing().get());
        Path model = Files.write(folder.resolve("model.onnx"), relu(size));
        try (Executable program = backend.load(model, Registry.of(new OnnxRuntimePlugin())).orElseThrow()) {
            Dim dim = program.inputs().getFirst().type().shape().dim(0);
            assertEquals(shown, dim.toString());
            assertEquals(Tensor.of(new long[] {2}, 0f, 2f), program.run(List.of(Tensor.of(new long[] {2}, -1f, 2f))).getFirst());
        }
    }

    /** A model of one relu over an axis of the given size, in the wire format of protobuf. */
    private static byte[] relu(String size) {
        byte[] node = message(text(1, "x"), text(2, "y"), text(4, "Relu"));
        byte[] graph = message(field(1, node), text(2, "g"), field(11, value("x", size)), field(12, value("y", size)));
        return message(number(1, 8), field(7, graph), field(8, message(number(2, 18))));
    }

    private static byte[] value(String name, String size) {
        byte[] shape = field(1, text(2, size));
        byte[] tensor = message(number(1, 1), field(2, shape));
        return message(text(1, name), field(2, field(1, tensor)));
    }

    private static byte[] text(int field, String text) {
        return field(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    private static byte[] field(int field, byte[] content) {
        return message(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] message(byte[]... parts) {
        var message = new ByteArrayOutputStream();
        for (byte[] part : parts) message.writeBytes(part);
        return message.toByteArray();
    }
}
