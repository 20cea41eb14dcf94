// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.onnx.proto.AttributeProto.AttributeType;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedModelsTest {

    private static final int CASES = Integer.getInteger("dyadic.fuzz", 300);
    private static final long SEED = Long.getLong("dyadic.fuzz.seed", 20260101);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A model with a body, a function, weights and sizes that are names. */
    private static ModelProto sample() {
        GraphProto.Builder then = Models.graph(Models.node("Add h w -> t")).addOutput(Models.untyped("t"));
        GraphProto.Builder otherwise = Models.graph(Models.node("local.Leak h -> e")).addOutput(Models.untyped("e"));
        GraphProto.Builder graph = Models.graph(
                Models.node("MatMul x m -> h"),
                Models.node("Shape h -> s"),
                Models.node("If c -> v", Models.body("then_branch", then), Models.body("else_branch", otherwise)),
                Models.node("Reshape v s -> r"),
                Models.node("Softmax r -> y", Models.integer("axis", -1)))
                .addInput(Models.value("x", Models.F32, "N", 2))
                .addInput(Models.value("c", Models.BOOL))
                .addInitializer(Models.floats("m", new long[] {2, 3}, 1, 2, 3, 4, 5, 6))
                .addInitializer(Models.raw("w", Models.F32, new long[] {1}, 0, 0, 0, 0))
                .addOutput(Models.value("y", Models.F32, "N", 3));
        return Models.model(
                graph,
                Models.function(
                        "Leak",
                        List.of("a"),
                        List.of("r"),
                        Models.node("LeakyRelu a -> r", Models.reference("alpha", AttributeType.FLOAT, "slope")))
                        .addAttributeProto(Models.real("slope", 0.5f))
                        .build());
    }

    private static List<ModelProto> models() throws IOException {
        List<ModelProto> models = new ArrayList<>(List.of(sample()));
        for (Path file : Shared.models("onnx-node-tests")) models.add(ModelProto.parseFrom(Files.readAllBytes(file)));
        return models;
    }

    @Test void areReadOrRefusedWhenTheirBytesAreWrong(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        Mutator mutator = new Mutator(random);
        byte[] whole = sample().toByteArray();
        Path file = folder.resolve("damaged.onnx");
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            Files.write(file, mutator.bytes(whole));
            if (!isRead(() -> OnnxFiles.read(file), "bytes, case " + i)) refused++;
        }
        assertTrue(refused > 0);
    }

    @Test void areReadOrRefusedWhenTheirFieldsAreWrong() {
        fields(List.of(sample()));
    }

    @Test void areReadOrRefusedWhateverOpsTheyHold() throws IOException {
        fields(models());
    }

    private static void fields(List<ModelProto> models) {
        SplittableRandom random = new SplittableRandom(SEED);
        Mutator mutator = new Mutator(random);
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            ModelProto model = mutator.fields(models.get(random.nextInt(models.size())));
            if (!isRead(() -> Models.read(model), "fields, case " + i)) refused++;
        }
        assertTrue(refused > 0);
    }

    /** Whether it was read; anything but that or a clear refusal in time fails. */
    private static boolean isRead(Runnable reading, String which) {
        return Assertions.assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    try {
                        reading.run();
                        return true;
                    } catch (DyadicException e) {
                        assertEquals(false, e.getMessage().isBlank(), which);
                        return false;
                    }
                },
                which);
    }
}
