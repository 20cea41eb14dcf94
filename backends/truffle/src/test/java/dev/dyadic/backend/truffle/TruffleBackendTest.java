// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Executable;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The backend gives what the reference gives. */
class TruffleBackendTest {

    private static final String CHAIN = """
            graph @chain integer (%x: [N]x4x[L]xi32) {
              %bias = constant() {value=4x1xi32(1, -2, 3000, 4)} : 4x1xi32
              %sum = add(%x, %bias) : [N]x4x[L]xi32
              %m = constant() {value=4xi32(1073741824, 1173741824, 1273741824, 2147483647)} : 4xi32
              %s = constant() {value=4xi32(34, 35, 36, 40)} : 4xi32
              %a = int.requant(%sum, %m, %s) {to=i8, axis=1, rounding=half-even, zero=3, lo=-128, hi=127} : [N]x4x[L]xi8
              %b = int.requant-add(%a, %a) {to=i8, a-zero=3, a-multiplier=700, b-zero=-1, b-multiplier=900, shift=10, rounding=half-up, zero=0, lo=-100, hi=127} : [N]x4x[L]xi8
              %c = int.clamp(%b) {lo=-50, hi=60} : [N]x4x[L]xi8
              return %c
            }
            """;

    private static final String CONV = """
            graph @conv integer (%x: [N]x4x[H]x[W]xu8, %w: 6x2x3x2xi8) {
              %z = constant() {value=u8(7)} : u8
              %wz = constant() {value=i8(0)} : i8
              %k = constant() {value=4x1x3x3xi8(1, -2, 3, 4, -128, 127, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, 2, -3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 90)} : 4x1x3x3xi8
              %a = conv-integer(%x, %k, %z, %wz) {strides=[1, 1], pads=[1, 1, 1, 1], dilations=[], group=4, auto-pad=explicit} : [N]x4x[H]x[W]xi32
              %b = conv-integer(%x, %k, %z, %wz) {strides=[2, 3], pads=[2, 1, 0, 1], dilations=[1, 2], group=4, auto-pad=explicit} : ?
              %c = conv-integer(%x, %w, %z, %wz) {strides=[1, 1], pads=[0, 0, 0, 0], dilations=[], group=2, auto-pad=explicit} : ?
              return %a, %b, %c
            }
            """;

    private static final String LOOP = """
            graph @loop typed (%n: i64, %x: 3xf32) {
              %go = constant() {value=bool(true)} : bool
              %y = loop(%n, %go, %x) {body=graph @body typed (%i: i64, %c: bool, %s: 3xf32) {
                %t = add(%s, %s) : 3xf32
                %u = tanh(%t) : 3xf32
                return %c, %u
              }, states=1} : 3xf32
              return %y
            }
            """;

    private static List<Tensor> run(Graph graph, List<Tensor> inputs) {
        try (Executable executable = new TruffleBackend(true, false).prepare(graph)) {
            return executable.run(inputs);
        }
    }

    private static Tensor random(Element element, long seed, long... sizes) {
        var random = new SplittableRandom(seed);
        long[] values = new long[(int) Tensor.count(sizes)];
        for (int i = 0; i < values.length; i++) values[i] = random.nextInt() >> 8;
        return Tensor.ofLongs(element, sizes, values);
    }

    @Test void fusesAChainWithoutChangingABit() {
        Graph graph = QirParser.parse("chain", CHAIN);
        try (Executable executable = new TruffleBackend(true, false).prepare(graph)) {
            for (long length : new long[] {0, 1, 2, 7, 64, 5000, 20000}) {
                List<Tensor> x = List.of(random(Element.I32, length, 3, 4, length));
                assertEquals(Reference.run(graph, x), executable.run(x), "length " + length);
            }
        }
    }

    @Test void convolvesInGroupsWithStridesPadsAndDilations() {
        Graph graph = QirParser.parse("conv", CONV);
        for (long size : new long[] {3, 4, 11, 16}) {
            List<Tensor> ins = List.of(random(Element.U8, size, 2, 4, size, size + 1), random(Element.I8, 1, 6, 2, 3, 2));
            assertEquals(Reference.run(graph, ins), run(graph, ins), "size " + size);
        }
    }

    @Test void runsBodiesAsTrees() {
        Graph graph = QirParser.parse("loop", LOOP);
        List<Tensor> ins = List.of(Tensor.scalar(Element.I64, 5), Tensor.of(new long[] {3}, 0.1f, -2f, 3f));
        assertEquals(Reference.run(graph, ins), run(graph, ins));
    }

    @Test void showsEveryValueTheReferenceShows() {
        Graph graph = QirParser.parse("chain", CHAIN);
        List<Tensor> x = List.of(random(Element.I32, 1, 2, 4, 5));
        var right = new TreeMap<String, Tensor>();
        var seen = new TreeMap<String, Tensor>();
        Reference.run(graph, x, (value, tensor) -> right.put(value.name(), tensor));
        try (Executable executable = new TruffleBackend(true, false).prepare(graph)) {
            executable.run(x, (value, tensor) -> seen.put(value.name(), tensor));
        }
        assertEquals(right, seen);
    }

    @Test void refusesInputsAsTheReferenceDoes() {
        Graph graph = QirParser.parse("chain", CHAIN);
        List<Tensor> wrong = List.of(random(Element.I32, 1, 2, 5, 5));
        var right = assertThrows(DyadicException.class, () -> Reference.run(graph, wrong));
        var found = assertThrows(DyadicException.class, () -> run(graph, wrong));
        assertEquals(right.getMessage(), found.getMessage());
    }
}
