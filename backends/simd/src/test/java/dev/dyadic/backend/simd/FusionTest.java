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
import dev.dyadic.plugin.compare.Comparison;
import dev.dyadic.plugin.compare.Level;
import dev.dyadic.plugin.compare.SampleInputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nodes that run as one: it is what the reference says, at sizes below, at and above those of tasks, and one step does it. */
class FusionTest {

    private static final long[] SIZES = {1, 5, 33, 128, 150};

    @Test void attentionIsOneStep() {
        Graph graph = QirParser.parse("attention.qir", """
                graph @attention typed (%q: [B]x[L]x4x8xf32, %k: [B]x[L]x4x8xf32, %v: [B]x[L]x4x8xf32) {
                  %vt = transpose(%v) {permutation=[0, 2, 1, 3]} : [B]x4x[L]x8xf32
                  %qt = transpose(%q) {permutation=[0, 2, 1, 3]} : [B]x4x[L]x8xf32
                  %kt = transpose(%k) {permutation=[0, 2, 3, 1]} : [B]x4x8x[L]xf32
                  %s = matmul(%qt, %kt) : [B]x4x[L]x[L]xf32
                  %half = constant() {value=f32(0.5)} : f32
                  %scaled = mul(%s, %half) : [B]x4x[L]x[L]xf32
                  %p = softmax(%scaled) {axis=-1} : [B]x4x[L]x[L]xf32
                  %o = matmul(%p, %vt) : [B]x4x[L]x8xf32
                  %y = transpose(%o) {permutation=[0, 2, 1, 3]} : [B]x[L]x4x8xf32
                  return %y
                }
                """);
        assertEquals(List.of("attention"), steps(graph));
        for (long size : SIZES) holds(graph, Map.of("B", 2L, "L", size), Level.CLOSE);
    }

    @Test void maskedAttentionIsOneStep() {
        Graph graph = QirParser.parse("masked.qir", """
                graph @masked typed (%q: [B]x2x[L]x8xf32, %k: [B]x2x8x[M]xf32, %v: [B]x2x[M]x8xf32, %keep: [B]x1x1x[M]xf32) {
                  %s = matmul(%q, %k) : [B]x2x[L]x[M]xf32
                  %p = masked-softmax(%s, %keep) {axis=-1, fill=-3.0} : [B]x2x[L]x[M]xf32
                  %o = matmul(%p, %v) : [B]x2x[L]x8xf32
                  return %o
                }
                """);
        assertEquals(List.of("attention"), steps(graph));
        for (long size : SIZES) holds(graph, Map.of("B", 2L, "L", 151 - size, "M", size), Level.CLOSE);
    }

    /** A mask that is added: of queries and keys for all heads, or of keys alone. */
    @Test void attentionWithWhatIsAddedToScoresIsOneStep() {
        for (String rows : List.of("[L]", "1")) {
            Graph graph = QirParser.parse("added.qir", """
                    graph @added typed (%q: 2x3x[L]x8xf32, %k: 2x3x8x[M]xf32, %v: 2x3x[M]x8xf32, %more: 2x1xROWSx[M]xf32) {
                      %s = matmul(%q, %k) : 2x3x[L]x[M]xf32
                      %eighth = constant() {value=f32(0.125)} : f32
                      %scaled = mul(%s, %eighth) : 2x3x[L]x[M]xf32
                      %masked = add(%more, %scaled) : 2x3x[L]x[M]xf32
                      %p = softmax(%masked) {axis=-1} : 2x3x[L]x[M]xf32
                      %y = matmul(%p, %v) : 2x3x[L]x8xf32
                      return %y
                    }
                    """.replace("ROWS", rows));
            assertEquals(List.of("attention"), steps(graph));
            for (long size : SIZES) holds(graph, Map.of("L", 151 - size, "M", size), Level.CLOSE);
        }
    }

    @Test void attentionWithScoresOfCodesIsOneStep() {
        Graph graph = QirParser.parse("codes.qir", """
                graph @codes integer (%q: [B]x[L]x4x8xf32, %k: [B]x[M]x4x8xf32, %v: [B]x4x[M]x5xf32) {
                  %qt = transpose(%q) {permutation=[0, 2, 1, 3]} : [B]x4x[L]x8xf32
                  %a, %as = quantize-rows(%qt) {largest=127} : [B]x4x[L]x8xi8, [B]x4x[L]x1xf32
                  %kt = transpose(%k) {permutation=[0, 2, 1, 3]} : [B]x4x[M]x8xf32
                  %b, %bs = quantize-rows(%kt) {largest=127} : [B]x4x[M]x8xi8, [B]x4x[M]x1xf32
                  %zero = constant() {value=i8(0)} : i8
                  %right = transpose(%b) {permutation=[0, 1, 3, 2]} : [B]x4x8x[M]xi8
                  %scales = transpose(%bs) {permutation=[0, 1, 3, 2]} : [B]x4x1x[M]xf32
                  %sum = matmul-integer(%a, %right, %zero, %zero) : [B]x4x[L]x[M]xi32
                  %real = cast(%sum) {to=f32, saturate=true} : [B]x4x[L]x[M]xf32
                  %by-key = mul(%real, %scales) : [B]x4x[L]x[M]xf32
                  %s = mul(%by-key, %as) : [B]x4x[L]x[M]xf32
                  %half = constant() {value=f32(0.5)} : f32
                  %scaled = mul(%s, %half) : [B]x4x[L]x[M]xf32
                  %p = softmax(%scaled) {axis=-1} : [B]x4x[L]x[M]xf32
                  %y = matmul(%p, %v) : [B]x4x[L]x5xf32
                  return %y
                }
                """);
        assertEquals(List.of("attention, scores of codes"), steps(graph));
        for (long size : SIZES) holds(graph, Map.of("B", 2L, "L", 151 - size, "M", size), Level.CLOSE);
    }

    @Test void productsOfDataAreRightWithoutAttention() {
        Graph graph = QirParser.parse("data.qir", """
                graph @data integer (%q: 2x[L]x5xf32, %k: 2x[M]x5xf32) {
                  %a, %as = quantize-rows(%q) {largest=127} : 2x[L]x5xi8, 2x[L]x1xf32
                  %b, %bs = quantize-rows(%k) {largest=127} : 2x[M]x5xi8, 2x[M]x1xf32
                  %zero = constant() {value=i8(0)} : i8
                  %right = transpose(%b) {permutation=[0, 2, 1]} : 2x5x[M]xi8
                  %scales = transpose(%bs) {permutation=[0, 2, 1]} : 2x1x[M]xf32
                  %sum = matmul-integer(%a, %right, %zero, %zero) : 2x[L]x[M]xi32
                  %real = cast(%sum) {to=f32, saturate=true} : 2x[L]x[M]xf32
                  %by-key = mul(%real, %scales) : 2x[L]x[M]xf32
                  %s = mul(%by-key, %as) : 2x[L]x[M]xf32
                  return %s
                }
                """);
        for (long size : SIZES) holds(graph, Map.of("L", 151 - size, "M", size), Level.CLOSE);
    }

    /** Codes with and without sign, and their zero points; two matrices multiply all of b. */
    @Test void productsOfCodesThatARunFindsAreRequantizedInOneStep() {
        for (String[] elements : new String[][] {{"i8", "i8"}, {"u8", "i8"}, {"i8", "u8"}, {"u8", "u8"}}) {
            Graph graph = QirParser.parse("requantized.qir", """
                    graph @requantized integer (%a: 2x[L]x5xA, %b: 2x5x[M]xB) {
                      %p = constant() {value=A(3)} : A
                      %q = constant() {value=B(7)} : B
                      %sum = matmul-integer(%a, %b, %p, %q) : 2x[L]x[M]xi32
                      %multiplier = constant() {value=i32(1518500250)} : i32
                      %shift = constant() {value=i32(39)} : i32
                      %y = int.requant(%sum, %multiplier, %shift) {to=i8, axis=0, rounding=half-up, zero=5, lo=-128, hi=127} : 2x[L]x[M]xi8
                      return %y
                    }
                    """.replace("A", elements[0]).replace("B", elements[1]));
            assertEquals("products of two matrices of codes", steps(graph).getLast());
            for (long size : SIZES) holds(graph, Map.of("L", 151 - size, "M", size), Level.EXACT);
        }
    }

    @Test void softmaxOfCodesStaysInTheCache() {
        Graph graph = QirParser.parse("shares.qir", """
                graph @shares integer (%x: 2x3x[L]xi8, %keep: 2x1x[L]xf32) {
                  %scale = constant() {value=f32(0.25)} : f32
                  %zero = constant() {value=i8(-5)} : i8
                  %real = dequantize(%x, %scale, %zero) {to=f32, axis=0, block=0} : 2x3x[L]xf32
                  %p = masked-softmax(%real, %keep) {axis=-1, fill=-3.0} : 2x3x[L]xf32
                  %step = constant() {value=f32(0.00390625)} : f32
                  %none = constant() {value=u8(0)} : u8
                  %codes = quantize(%p, %step, %none) {to=u8, axis=0, block=0, saturate=true} : 2x3x[L]xu8
                  %y = dequantize(%codes, %step, %none) {to=f32, axis=0, block=0} : 2x3x[L]xf32
                  return %y
                }
                """);
        assertEquals(List.of("dequantize, masked-softmax, quantize, dequantize"), steps(graph));
        for (long size : SIZES) holds(graph, Map.of("L", size), Level.CLOSE);
    }

    @Test void sumsAreNormalizedAndQuantizedInOneStep() {
        Graph graph = QirParser.parse("norm.qir", """
                graph @norm typed (%x: [L]x12xf32, %r: [L]x12xf32) {
                  %gain = constant() {value=12xf32(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)} : 12xf32
                  %bias = constant() {value=12xf32(1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -12)} : 12xf32
                  %s = add(%x, %r) : [L]x12xf32
                  %n = layer-norm(%s, %gain, %bias) {axis=-1, epsilon=1.0E-5} : [L]x12xf32
                  %c, %scale = quantize-rows(%n) {largest=127} : [L]x12xi8, [L]x1xf32
                  %wide = cast(%c) {to=f32, saturate=true} : [L]x12xf32
                  %back = mul(%wide, %scale) : [L]x12xf32
                  return %n, %scale, %back
                }
                """);
        assertEquals("add, layer-norm, quantize-rows", steps(graph).getFirst());
        for (long size : SIZES) holds(graph, Map.of("L", size), Level.CLOSE);
    }

    @Test void productsThatDoNotReadEachOtherAreOneStep() {
        Graph graph = QirParser.parse("beside.qir", """
                graph @beside typed (%x: [L]x3xi8) {
                  %w = constant() {value=3x2xi8(1, -2, 3, -4, 5, -6)} : 3x2xi8
                  %v = constant() {value=3x4xi8(1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -12)} : 3x4xi8
                  %a = matmul-integer(%x, %w) : [L]x2xi32
                  %b = matmul-integer(%x, %v) : [L]x4xi32
                  %c = cast(%a) {to=i8, saturate=true} : [L]x2xi8
                  %u = constant() {value=2x2xi8(1, 2, 3, 4)} : 2x2xi8
                  %d = matmul-integer(%c, %u) : [L]x2xi32
                  return %b, %d
                }
                """);
        assertEquals(List.of("3 x 2 weights of 8 bits, 3 x 4 weights of 8 bits", "cast", "2 x 2 weights of 8 bits"),
                steps(graph));
        for (long size : SIZES) holds(graph, Map.of("L", size), Level.EXACT);
    }

    @Test void functionsAreQuantizedInOneStep() {
        Graph graph = QirParser.parse("gelu.qir", """
                graph @gelu typed (%x: [L]x12xf32) {
                  %g = gelu(%x) {tanh=false} : [L]x12xf32
                  %c, %scale = quantize-rows(%g) {largest=127} : [L]x12xi8, [L]x1xf32
                  return %scale
                }
                """);
        assertEquals(List.of("gelu, quantize-rows"), steps(graph));
        for (long size : SIZES) holds(graph, Map.of("L", size), Level.CLOSE);
    }

    @Test void productsTakeZeroPointsAndScalesThatARunFinds() {
        for (String scale : List.of("%xs", "%scales")) {
            Graph graph = QirParser.parse("dynamic.qir", """
                    graph @dynamic typed (%x: [B]x[L]x12xf32) {
                      %w = constant() {value=12x16xi8(WEIGHTS)} : 12x16xi8
                      %wz = constant() {value=16xi8(ZEROS)} : 16xi8
                      %ws = constant() {value=16xf32(SCALES)} : 16xf32
                      %bias = constant() {value=16xf32(SCALES)} : 16xf32
                      %codes, %xs, %xz = dynamic-quantize(%x) : [B]x[L]x12xu8, f32, u8
                      %scales = mul(%xs, %ws) : 16xf32
                      %sums = matmul-integer(%codes, %w, %xz, %wz) : [B]x[L]x16xi32
                      %wide = cast(%sums) {to=f32, saturate=true} : [B]x[L]x16xf32
                      %scaled = mul(%wide, SCALE) : [B]x[L]x16xf32
                      %y = add(%bias, %scaled) : [B]x[L]x16xf32
                      return %y
                    }
                    """
                    .replace("WEIGHTS", series(12 * 16, i -> "" + (i * 37 % 200 - 100)))
                    .replace("ZEROS", series(16, i -> "" + (i - 8)))
                    .replace("SCALES", series(16, i -> "0." + (i + 1)))
                    .replace("SCALE)", scale + ")"));
            assertEquals(List.of("dynamic-quantize, ranges", "dynamic-quantize, scale", "dynamic-quantize"),
                    steps(graph).subList(0, 3));
            assertEquals("12 x 16 weights of 8 bits", steps(graph).getLast());
            for (long size : SIZES) holds(graph, Map.of("B", 2L, "L", size), Level.EXACT);
            holds(graph, Map.of("B", 2L, "L", 1000L), Level.EXACT);
        }
    }

    @Test void sumsAreCorrectedScaledAndActivatedInOneStepOfLanes() {
        Graph graph = QirParser.parse("lifted.qir", """
                graph @lifted typed (%x: [B]x4x[L]x7xu8, %xz: u8, %xs: f32) {
                  %w = constant() {value=8x4x3x3xi8(WEIGHTS)} : 8x4x3x3xi8
                  %ones = constant() {value=1x4x3x3xi8(ONES)} : 1x4x3x3xi8
                  %rests = constant() {value=1x8x1x1xi32(1, 2, 3, 4, -5, -6, -7, -8)} : 1x8x1x1xi32
                  %bias = constant() {value=1x8x1x1xf32(1, 2, 3, 4, -5, -6, -7, -8)} : 1x8x1x1xf32
                  %none = constant() {value=u8(0)} : u8
                  %wz = constant() {value=i8(0)} : i8
                  %pads = constant() {value=8xi64(0, 0, 1, 1, 0, 0, 1, 1)} : 8xi64
                  %p = pad(%x, %pads, %xz) {mode=constant} : [B]x4x[L+2]x9xu8
                  %c = conv-integer(%p, %w, %none, %wz) {strides=[1, 1], pads=[], dilations=[], group=1, auto-pad=explicit} : [B]x8x[L]x7xi32
                  %a = conv-integer(%p, %ones, %none, %wz) {strides=[1, 1], pads=[], dilations=[], group=1, auto-pad=explicit} : [B]x1x[L]x7xi32
                  %rest = mul(%a, %rests) : [B]x8x[L]x7xi32
                  %sums = add(%c, %rest) : [B]x8x[L]x7xi32
                  %wide = cast(%sums) {to=f32, saturate=true} : [B]x8x[L]x7xf32
                  %scaled = mul(%wide, %xs) : [B]x8x[L]x7xf32
                  %sum = add(%scaled, %bias) : [B]x8x[L]x7xf32
                  %y = leaky-relu(%sum) {slope=0.25} : [B]x8x[L]x7xf32
                  return %y
                }
                """
                .replace("WEIGHTS", series(8 * 4 * 9, i -> "" + (i * 37 % 256 - 128)))
                .replace("ONES", series(4 * 9, _ -> "1")));
        List<String> steps = steps(graph);
        assertTrue(steps.stream().noneMatch(step -> step.contains("by the reference")), steps.toString());
        assertTrue(steps.contains("mul, add, cast, mul, add, leaky-relu"), steps.toString());
        for (long size : new long[] {1, 5, 40}) holds(graph, Map.of("B", 2L, "L", size), Level.EXACT);
    }

    private static String series(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(", "));
    }

    @Test void residualsAreAddedWhereCodesAreMade() {
        for (String operands : List.of("%x, %codes", "%codes, %x")) {
            Graph graph = residual("int.requant-add(" + operands + ")");
            assertEquals(List.of("convolution 3 x 3 of 16 to 16 channels, 8 bits, and a sum"), convolutions(graph));
            for (long size : new long[] {1, 9, 40}) holds(graph, Map.of("B", 2L, "L", size), Level.EXACT);
        }
    }

    @Test void codesThatAreUsedTwiceAreNotAddedWhereTheyAreMade() {
        Graph graph = residual("int.requant-add(%codes, %codes)");
        assertEquals(List.of("convolution 3 x 3 of 16 to 16 channels, 8 bits"), convolutions(graph));
        holds(graph, Map.of("B", 2L, "L", 9L), Level.EXACT);
    }

    private static Graph residual(String sum) {
        return QirParser.parse("residual.qir", """
                graph @residual integer (%x: [B]x16x[L]x7xu8) {
                  %w = constant() {value=16x16x3x3xi8(WEIGHTS)} : 16x16x3x3xi8
                  %xz = constant() {value=u8(9)} : u8
                  %wz = constant() {value=i8(0)} : i8
                  %m = constant() {value=i32(1340558101)} : i32
                  %s = constant() {value=i32(40)} : i32
                  %sums = conv-integer(%x, %w, %xz, %wz) {strides=[1, 1], pads=[1, 1, 1, 1], dilations=[], group=1, auto-pad=explicit} : [B]x16x[L]x7xi32
                  %codes = int.requant(%sums, %m, %s) {to=u8, axis=1, rounding=half-up, zero=100, lo=0, hi=255} : [B]x16x[L]x7xu8
                  %y = SUM {to=u8, a-zero=9, a-multiplier=188453382, b-zero=100, b-multiplier=567949993, shift=29, rounding=half-up, zero=3, lo=0, hi=255} : [B]x16x[L]x7xu8
                  return %y
                }
                """
                .replace("SUM", sum)
                .replace("WEIGHTS",
                        IntStream.range(0, 16 * 16 * 9).mapToObj(i -> "" + (i * 37 % 255 - 127))
                                .collect(Collectors.joining(", "))));
    }

    private static List<String> convolutions(Graph graph) {
        return steps(graph).stream().filter(step -> step.startsWith("convolution")).toList();
    }

    @Test void aSizeThatIsBoundedSpreadsBelowItsBound() {
        Graph graph = QirParser.parse("bounded.qir", """
                graph @bounded typed (%x: [L]x4xf32) {
                  %t = constant() {value=6xf32(1, 2, 3, 4, 5, 6)} : 6xf32
                  %zero = constant() {value=1xi64(0)} : 1xi64
                  %one = constant() {value=1xi64(1)} : 1xi64
                  %shape = shape-of(%x) : 2xi64
                  %end = slice(%shape, %zero, %one, %zero, %one) : 1xi64
                  %p = slice(%t, %zero, %end, %zero, %one) : [min(6, L)]xf32
                  %column = unsqueeze(%p, %one) : [min(6, L)]x1xf32
                  %y = add(%x, %column) : [L]x4xf32
                  return %y
                }
                """);
        assertTrue(steps(graph).stream().noneMatch(step -> step.contains("by the reference")), steps(graph).toString());
        for (long size : new long[] {1, 2, 6}) holds(graph, Map.of("L", size), Level.EXACT);
        List<Tensor> large = inputs(graph, Map.of("L", 7L));
        try (Executable program = new Simd(1).prepare(graph)) {
            var refused = assertThrows(DyadicException.class, () -> program.run(large));
            assertTrue(refused.getMessage().contains("6 elements do not broadcast to 7"), refused.getMessage());
        }
    }

    @Test void weightsInGroupsAreMadeOnce() {
        Graph graph = QirParser.parse("groups.qir", """
                graph @groups integer (%x: [L]x4xi8, %i: 1x1x[L]x3xu8, %f: [L]x4xf32) {
                  %z = constant() {value=i8(0)} : i8
                  %u = constant() {value=u8(3)} : u8
                  %c = constant() {value=4x2xi4(1, -8, 7, 0, -3, 2, 5, 4)} : 4x2xi4
                  %m = constant() {value=2x2xi8(3, -15, 1, 7)} : 2x2xi8
                  %w = int.scale-groups(%c, %m) {axis=0, group=2} : 4x2xi8
                  %y = matmul-integer(%x, %w, %z, %z) : [L]x2xi32
                  %t = constant() {value=2x1xi8(3, -15)} : 2x1xi8
                  %b = constant() {value=2x3xi4(1, -8, 7, 0, -3, 2)} : 2x3xi4
                  %r = int.scale-groups(%b, %t) {axis=1, group=3} : 2x3xi8
                  %s = constant() {value=4xi64(2, 1, 3, 1)} : 4xi64
                  %k = reshape(%r, %s) {zero-copies=false} : 2x1x3x1xi8
                  %v = conv-integer(%i, %k, %u, %z) {strides=[], pads=[1, 0, 1, 0], dilations=[], group=1, auto-pad=explicit} : 1x2x[L]x3xi32
                  %h = constant() {value=2xf32(0.5, 0.25)} : 2xf32
                  %n = constant() {value=2xi8(0, 0)} : 2xi8
                  %g = dequantize(%w, %h, %n) {to=f32, axis=1, block=0} : 4x2xf32
                  %p = matmul(%f, %g) : [L]x2xf32
                  return %y, %v, %p
                }
                """);
        List<String> steps = steps(graph);
        assertTrue(steps.stream().noneMatch(step -> step.contains("by the reference") || step.contains("dequantize")),
                steps.toString());
        for (long size : SIZES) holds(graph, Map.of("L", size), Level.CLOSE);
    }

    private static List<String> steps(Graph graph) {
        try (Executable program = new Simd(1).prepare(graph)) {
            Map<String, Long> sizes = Map.of("B", 1L, "L", 3L, "M", 3L);
            return program.profile(inputs(graph, sizes)).stream().map(NodeTime::op).toList();
        }
    }

    private static void holds(Graph graph, Map<String, Long> sizes, Level level) {
        List<Tensor> inputs = inputs(graph, sizes);
        List<Tensor> expected = Reference.run(graph, inputs);
        for (int threads = 1; threads < 3; threads++) {
            try (Executable program = new Simd(threads).prepare(graph)) {
                assertEquals(Optional.empty(), Comparison.differ(expected, program.run(inputs), level), sizes.toString());
            }
        }
    }

    private static List<Tensor> inputs(Graph graph, Map<String, Long> sizes) {
        Optional<List<Tensor>> inputs = SampleInputs.of(graph.inputs(), sizes, 7);
        assertTrue(inputs.isPresent());
        return inputs.get();
    }
}
