// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import dev.dyadic.plugin.compare.SampleInputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resizing in generated code has the reference's bits, however values lie in memory. */
class ResizeTest {

    private static final List<String> COORDINATES = List.of("half-pixel", "half-pixel-symmetric", "pytorch-half-pixel",
            "align-corners", "asymmetric");

    @Test void imagesAreInterpolated() {
        for (String mode : List.of("linear", "cubic")) {
            for (String coordinates : COORDINATES) {
                holds(sized("2x3x5x7", "2x3x9x16", mode, coordinates, "f32"), Map.of());
                holds(sized("2x19x7x9", "2x19x4x30", mode, coordinates, "f32"), Map.of());
                holds(channelsLast("2x5x6x", "18x", "2x11x13x", mode, coordinates), Map.of());
            }
        }
    }

    @Test void elementsAreMovedToTheNearest() {
        for (String element : List.of("f32", "u8", "i8", "f16", "i64", "bool")) {
            holds(sized("2x3x5x7", "2x3x9x4", "nearest", "asymmetric", element), Map.of());
        }
        for (String coordinates : COORDINATES) {
            holds(channelsLast("2x5x6x", "18x", "2x11x13x", "nearest", coordinates), Map.of());
            holds(sized("2x3x4x5x6", "2x3x7x3x9", "nearest", coordinates, "f32"), Map.of());
        }
    }

    @Test void oneAxisIsInterpolated() {
        for (String mode : List.of("linear", "cubic")) {
            holds(sized("2x3x20", "2x3x33", mode, "half-pixel", "f32"), Map.of());
            holds(sized("2x3x20x4", "2x3x33x4", mode, "half-pixel", "f32"), Map.of());
            holds(sized("2x3x20x4", "5x3x20x4", mode, "asymmetric", "f32"), Map.of());
        }
    }

    @Test void whatStaysAsLargeTakesNoStep() {
        holds(sized("2x3x4x5", "2x3x4x5", "linear", "align-corners", "f32"), Map.of(), List.of());
    }

    @Test void scalesAreTakenAsGiven() {
        Graph graph = QirParser.parse("scaled.qir", """
                graph @scaled typed (%x: 1x2x[H]x5xf32) {
                  %none = constant() {value=0xf32()} : 0xf32
                  %scales = constant() {value=4xf32(1, 1, 1.5, 1.3)} : 4xf32
                  %sizes = constant() {value=0xi64()} : 0xi64
                  %y = resize(%x, %none, %scales, %sizes) {mode=linear, coordinates=half-pixel, nearest=floor, cubic-a=-0.75, exclude-outside=false, extrapolation=0.0, antialias=false, keep-aspect=stretch, axes=[]} : 1x2x[div(3*H, 2)]x6xf32
                  return %y
                }
                """);
        for (long size : new long[] {1, 3, 64}) holds(graph, Map.of("H", size));
    }

    @Test void sizesMayHaveNames() {
        Graph graph = QirParser.parse("named.qir", """
                graph @named typed (%x: [B]x8x[H]x[W]xf32, %like: [M]x[N]xf32) {
                  %none = constant() {value=0xf32()} : 0xf32
                  %sizes = shape-of(%like) : 2xi64
                  %y = resize(%x, %none, %none, %sizes) {mode=linear, coordinates=align-corners, nearest=floor, cubic-a=-0.75, exclude-outside=false, extrapolation=0.0, antialias=false, keep-aspect=stretch, axes=[2, 3]} : [B]x8x[M]x[N]xf32
                  return %y
                }
                """);
        for (long size : new long[] {1, 2, 7, 40}) {
            holds(graph, Map.of("B", 2L, "H", size, "W", 3L, "M", 11L, "N", 2 * size));
        }
        holds(graph, Map.of("B", 1L, "H", 4L, "W", 5L, "M", 4L, "N", 5L));
        try (Executable program = new Simd(1).prepare(graph)) {
            List<Tensor> nothing = inputs(graph, Map.of("B", 1L, "H", 0L, "W", 5L, "M", 4L, "N", 5L));
            var refused = assertThrows(DyadicException.class, () -> program.run(nothing));
            assertTrue(refused.getMessage().contains("nothing can be resized to 4"), refused::getMessage);
        }
    }

    @Test void widenedKernelsAreInterpolated() {
        Graph plain = sized("1x3x9x20", "1x3x4x7", "linear", "half-pixel", "f32");
        String text = dev.dyadic.ir.text.QirPrinter.inlined(plain);
        holds(QirParser.parse("wide.qir", text.replace("antialias=false", "antialias=true")), Map.of());
        holds(QirParser.parse("cut.qir", text.replace("exclude-outside=false", "exclude-outside=true")), Map.of());
    }

    private static Graph sized(String from, String to, String mode, String coordinates, String element) {
        int rank = to.split("x").length;
        return QirParser.parse("resize.qir", """
                graph @resize typed (%%x: %sx%s) {
                  %%none = constant() {value=0xf32()} : 0xf32
                  %%sizes = constant() {value=%dxi64(%s)} : %dxi64
                  %%y = %s : %sx%s
                  return %%y
                }
                """.formatted(from, element, rank, to.replace("x", ", "), rank, resize(mode, coordinates), to, element));
    }

    private static Graph channelsLast(String from, String channels, String to, String mode, String coordinates) {
        String[] in = from.split("x");
        String[] out = to.split("x");
        return QirParser.parse("last.qir", """
                graph @last typed (%%i: %s%sf32) {
                  %%x = transpose(%%i) {permutation=[0, 3, 1, 2]} : %sx%s%sx%sxf32
                  %%none = constant() {value=0xf32()} : 0xf32
                  %%sizes = constant() {value=4xi64(%s, %s, %s, %s)} : 4xi64
                  %%y = %s : %sx%s%sx%sxf32
                  %%z = transpose(%%y) {permutation=[0, 2, 3, 1]} : %s%sf32
                  return %%z
                }
                """.formatted(from, channels, in[0], channels, in[1], in[2], out[0], channels.replace("x", ""), out[1], out[2],
                resize(mode, coordinates), out[0], channels, out[1], out[2], to, channels));
    }

    private static String resize(String mode, String coordinates) {
        return "resize(%x, %none, %none, %sizes) {mode=" + mode + ", coordinates=" + coordinates
                + ", nearest=round-prefer-floor, cubic-a=-0.75, exclude-outside=false, extrapolation=0.0, antialias=false, "
                + "keep-aspect=stretch, axes=[]}";
    }

    private static void holds(Graph graph, Map<String, Long> sizes) {
        holds(graph, sizes, List.of("neighbours", "resize"));
    }

    private static void holds(Graph graph, Map<String, Long> sizes, List<String> expectedSteps) {
        List<Tensor> inputs = inputs(graph, sizes);
        List<Tensor> expected = Reference.run(graph, inputs);
        for (int threads = 1; threads < 3; threads++) {
            try (Executable program = new Simd(threads).prepare(graph)) {
                assertEquals(expected, program.run(inputs), graph::toString);
                List<String> steps = program.profile(inputs).stream().map(NodeTime::op).toList();
                assertEquals(expectedSteps, steps);
            }
        }
    }

    private static List<Tensor> inputs(Graph graph, Map<String, Long> sizes) {
        return SampleInputs.of(graph.inputs(), sizes, 7).orElseThrow();
    }
}
