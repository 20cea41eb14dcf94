// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.oracle.truffle.api.RootCallTarget;
import dev.dyadic.backend.truffle.step.GraphTrees;
import dev.dyadic.backend.truffle.step.Kernels;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the last tier of Truffle's compiler makes of chains, in lanes, gives what the reference gives. */
class LanesTest {

    private static final int CALLS = 40;

    private static List<Tensor> random(Graph graph, SplittableRandom random, long... sizes) {
        List<Tensor> tensors = new ArrayList<>();
        for (Value input : graph.inputs()) {
            Element element = input.type().element();
            long[] own = input.type().shape().rank() == 1 ? new long[] {sizes[1]} : sizes;
            long[] values = new long[(int) Tensor.count(own)];
            for (int i = 0; i < values.length; i++) {
                long value = random.nextLong() >> random.nextInt(32, 64);
                values[i] = Math.clamp(value, element.min(), element.max());
            }
            tensors.add(Tensor.ofLongs(element, own, values));
        }
        return tensors;
    }

    /** Runs a graph over two columns' sizes until it is compiled, and then on. */
    private static void assertSameCompiled(String text, long... columns) {
        assumeTrue(Host.compiles(), Host.advice());
        Graph graph = QirParser.parse("lanes", text);
        var random = new SplittableRandom(7);
        var log = new ByteArrayOutputStream();
        try (Context context = Context.newBuilder("dyadic")
                .allowExperimentalOptions(true)
                .option("engine.MultiTier", "false")
                .option("engine.SingleTierCompilationThreshold", "20")
                .option("engine.BackgroundCompilation", "false")
                .option("engine.TraceCompilation", "true")
                .logHandler(log)
                .build()) {
            context.initialize("dyadic");
            context.enter();
            RootCallTarget target = new GraphTrees(DyadicLanguage.current(), Kernels.none()).fused(graph);
            for (int call = 0; call < CALLS; call++) {
                List<Tensor> inputs = random(graph, random, 3, columns[call % columns.length]);
                Object[] arguments = new Object[inputs.size() + 1];
                for (int i = 0; i < inputs.size(); i++) arguments[i + 1] = TensorObject.of(inputs.get(i));
                assertEquals(Reference.run(graph, inputs), ((Tensors) target.call(arguments)).toList(), "call " + call);
            }
            context.leave();
        }
        String told = log.toString(StandardCharsets.UTF_8);
        assertTrue(told.lines().anyMatch(line -> line.contains("opt done") && !line.contains(" @")), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"i8", "u8", "i16", "u16", "i32"}) void arithmeticWrapsAsItShould(String element) {
        assertSameCompiled("""
                graph @wraps integer (%x: [N]x[L]x$, %y: [N]x[L]x$, %v: [L]x$) {
                  %a = add(%x, %y) : [N]x[L]x$
                  %b = mul(%a, %v) : [N]x[L]x$
                  %c = sub(%b, %y) : [N]x[L]x$
                  %d = max(%c, %v) : [N]x[L]x$
                  %e = bitwise-xor(%d, %x) : [N]x[L]x$
                  %f = min(%e, %y) : [N]x[L]x$
                  %g = bitwise-and(%f, %v) : [N]x[L]x$
                  %less = less(%g, %x) : [N]x[L]xbool
                  %h = where(%less, %g, %y) : [N]x[L]x$
                  %z = int.clamp(%h) {lo=1, hi=100} : [N]x[L]x$
                  return %z
                }
                """.replace("$", element), 101);
    }

    @ParameterizedTest
    @CsvSource({"half-up, 1073741824, 31", "half-even, 1073741824, 31", "half-up, 2147483647, 42", "half-even, 3, 2",
        "half-up, 5, 1"}) void requantizesTiesAndExtremesAsTheReferenceDoes(String rounding, int multiplier, int shift) {
        assertSameCompiled("""
                graph @scales integer (%x: [N]x31xi32, %y: [N]x31xi32) {
                  %m = constant() {value=i32(MULTIPLIER)} : i32
                  %s = constant() {value=i32(SHIFT)} : i32
                  %a = int.requant(%x, %m, %s) {to=u8, axis=1, rounding=ROUNDING, zero=130, lo=0, hi=255} : [N]x31xu8
                  %b = int.requant(%y, %m, %s) {to=u8, axis=0, rounding=ROUNDING, zero=7, lo=3, hi=250} : [N]x31xu8
                  %z = max(%a, %b) : [N]x31xu8
                  return %z
                }
                """.replace("MULTIPLIER", "" + multiplier).replace("SHIFT", "" + shift).replace("ROUNDING", rounding), 31);
    }

    @ParameterizedTest
    @ValueSource(strings = {"i4", "u4"}) void storesElementsNarrowerThanAByteWrapped(String element) {
        assertSameCompiled("""
                graph @narrow integer (%x: [N]x[L]x$, %y: [N]x[L]x$) {
                  %a = int.clamp(%x) {lo=0, hi=7} : [N]x[L]x$
                  %z = mul(%a, %y) : [N]x[L]x$
                  return %z
                }
                """.replace("$", element), 101);
    }

    @Test void leavesToLongsWhatDoesNotFitLanes() {
        assertSameCompiled("""
                graph @long integer (%x: [N]x2xi32) {
                  %m = constant() {value=2xi32(2147483647, 5)} : 2xi32
                  %s = constant() {value=2xi32(60, 1)} : 2xi32
                  %a = int.requant(%x, %m, %s) {to=i32, axis=1, rounding=half-up, zero=-9, lo=-2147483648, hi=2147483647} : [N]x2xi32
                  %z = int.clamp(%a) {lo=-2147483000, hi=2147483000} : [N]x2xi32
                  return %z
                }
                """, 2);
    }

    @Test void sumsRescaledCodesAndLooksThemUp() {
        assertSameCompiled("""
                graph @codes integer (%x: [N]x[L]xi8, %y: [N]x[L]xi8) {
                  %t = constant() {value=256xi8(TABLE)} : 256xi8
                  %sum = int.requant-add(%x, %y) {to=i8, a-zero=3, a-multiplier=-700, b-zero=-128, b-multiplier=900, shift=9, rounding=half-up, zero=-4, lo=-120, hi=127} : [N]x[L]xi8
                  %z = int.table(%sum, %t) : [N]x[L]xi8
                  return %z
                }
                """.replace("TABLE", columns(256, i -> (i * 37 & 255) - 128)), 40, 83);
    }

    private static String columns(int count, IntUnaryOperator value) {
        return IntStream.range(0, count).map(value).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }
}
