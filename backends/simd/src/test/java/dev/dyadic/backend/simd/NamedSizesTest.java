// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.backend.simd.generate.Canonical;
import dev.dyadic.backend.simd.generate.Generator;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.registry.Registry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes of which only a run shows whether they are equal, or broadcast. */
class NamedSizesTest {

    private static final Graph GRAPH = QirParser.parse("test", """
            graph @positions typed (%x: [rows]x[length]x2xf32, %p: 1x[min(5, length)]x2xf32) {
              %sum = add(%x, %p) : [rows]x[length]x2xf32
              %shape = shape-of(%sum) : 3xi64
              return %sum, %shape
            }
            """);

    @Test void runsWhereTheyAreEqual() {
        try (Executable executable = new Simd(1).prepare(GRAPH)) {
            for (long length : List.of(0L, 1L, 4L, 5L, 3L)) {
                List<Tensor> inputs = List.of(tensor(2, length), tensor(1, length));
                assertEquals(Reference.run(GRAPH, inputs), executable.run(inputs));
            }
        }
    }

    @Test void refusesOthersAndRunsOn() {
        List<Tensor> right = List.of(tensor(2, 3), tensor(1, 3));
        try (Executable executable = new Simd(1).prepare(GRAPH)) {
            executable.run(right);
            var refused = assertThrows(DyadicException.class, () -> executable.run(List.of(tensor(2, 6), tensor(1, 5))));
            assertTrue(refused.getMessage().contains("5 elements do not broadcast to 6"), refused::getMessage);
            assertEquals(Reference.run(GRAPH, right), executable.run(right));
        }
    }

    @Test void refusesWhatNoArrayHolds() {
        Graph graph = QirParser.parse("test", """
                graph @outer typed (%x: [rows]x1xf32, %y: 1x[columns]xf32) {
                  %sum = add(%x, %y) : [rows]x[columns]xf32
                  return %sum
                }
                """);
        int side = 65537;
        List<Tensor> inputs = List.of(
                Tensor.of(new long[] {side, 1}, new float[side]), Tensor.of(new long[] {1, side}, new float[side]));
        try (Executable executable = new Simd(1).prepare(graph)) {
            var refused = assertThrows(DyadicException.class, () -> executable.run(inputs));
            assertTrue(refused.getMessage().contains("more than an array holds"), refused::getMessage);
        }
    }

    @Test void countsProductsOfEachRun() {
        Graph graph = QirParser.parse("test", """
                graph @product typed (%x: [rows]x2xi8) {
                  %w = constant() {value=2x3xi8(1, 2, 3, 4, 5, 6)} : 2x3xi8
                  %zero = constant() {value=i8(0)} : i8
                  %y = matmul-integer(%x, %w, %zero, %zero) : [rows]x3xi32
                  return %y
                }
                """);
        try (Executable executable = new Simd(1).prepare(graph)) {
            for (long rows : List.of(5L, 0L, 7L)) {
                List<Tensor> inputs = List.of(Tensor.ofLongs(Element.I8, new long[] {rows, 2}, new long[(int) rows * 2]));
                assertEquals(rows * 2 * 3, executable.profile(inputs).getFirst().macs());
            }
        }
    }

    @Test void leavesNothingToTheReference() {
        assertEquals(List.of(), Generator.generate(Canonical.of(GRAPH, Registry.of())).draft().outside());
    }

    private static Tensor tensor(long rows, long length) {
        float[] values = new float[Math.toIntExact(rows * length * 2)];
        for (int i = 0; i < values.length; i++) values[i] = i * 0.25f + rows;
        return Tensor.of(new long[] {rows, length, 2}, values);
    }
}
