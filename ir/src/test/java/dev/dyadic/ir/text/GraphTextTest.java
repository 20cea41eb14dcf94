// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.op.CustomOp;
import dev.dyadic.ir.op.Mnemonics;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTextTest {

    private static final String CANONICAL = """
            graph @two integer (%x: 1x8xi32, %m: [batch]x[2*L+1]xf32) {
              %a = int.clamp(%x) {lo=-100, hi=100} : 1x8xi32
              %p, %q = split(%x) {axis=0} : 4xf32, 4xf32
              return %a, %p
            }
            """;

    private static final String SELECTED = """
            graph @s selected (%x: 8x64xi8, %w: 64x8xi8) {
              %y = matmul-integer(%x, %w) : 8x8xi32 by "x86-avx2-6x16"
              %p, %q = split(%y) {axis=0} : 4x8xi32, 4x8xi32 by "any \\"name\\""
              return %p
            }
            """;

    private static final String EVERYTHING = """
            graph @"a b" raw (%x: *x?, %"größe ä": ?x[-1]x[div(L, 8)]xq<i8, 0.05:3>, %/in:0: f32[-0.31, 6.0]) {
              %w = constant() {value=2x2xf32(1.0, -0.0, nan, inf)} : 2x2xf32
              %n = constant() {value=3xf32(nan:7fc00001, nan:ffc00000, 1.0E-5)} : 3xf32
              %s = constant() {value=u64(18446744073709551615)} : u64
              %e = constant() {value=0x3xbool()} : 0x3xbool
              %t = constant() {value=2xbool(true, false)} : 2xbool
              %r = rnn(%x, %w) {direction=bidirectional, hidden=9223372036854775807, activations=["Tanh", "a\\"\\n"], alpha=[0.1, -inf], beta=[], clip=nan} : *x?
              %u = unique(%x) {axis=none, sorted=true} : *x?
              %v = unique(%x) {axis=-1, sorted=false} : *x?
              %y = if(%t, %w) {then=graph @then raw (%x: f32) {
                %a = neg(%x) : f32
                return %a
              }, otherwise=graph @"" raw () {
                return
              }} : *x?
              return %y, %y
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {CANONICAL, SELECTED, EVERYTHING}) void printsWhatItReads(String text) {
        Graph graph = QirParser.parse("test.qir", text);
        assertEquals(text, QirPrinter.print(graph).text());
        assertEquals(graph, QirParser.parse("test.qir", QirPrinter.inlined(graph)));
    }

    @Test void readsAnyLayoutCommentsAndOrderOfAttributes() {
        String loose = "// a comment\ngraph@two integer(%x : 1x8xi32,%m : [ batch ]x[1 + L+L]xf32){ %a=int.clamp(%x){hi=100,// hi\nlo=-100}:1x8xi32\r\n"
                + "%p,%q=split(%x){axis=0}:4xf32,4xf32 return %a,%p}// end";
        assertEquals(CANONICAL, QirPrinter.print(QirParser.parse("loose.qir", loose)).text());
    }

    @Test void roundTripsEveryOpWithAnyAttributes() {
        List<Class<? extends Op>> ops = new ArrayList<>(Mnemonics.all().values());
        assertTrue(ops.size() > 100, "the walk over the sealed families found only " + ops.size() + " ops");
        for (int seed = 0; seed < 30; seed++) {
            Collections.shuffle(ops, new Random(seed));
            Graph graph = new RandomGraphs(seed).graph(ops);
            Printed printed = QirPrinter.print(graph, seed % 3 == 0 ? Long.MAX_VALUE : seed % 3 == 1 ? QirPrinter.INLINE : 0);
            String text = new String(printed.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            Graph back = QirParser.parse("seed" + seed, text, Weights.of(printed.weights()), QirParser.CORE_OPS);
            assertEquals(graph, back, "seed " + seed);
            assertEquals(printed, QirPrinter.print(back, seed % 3 == 0 ? Long.MAX_VALUE : seed % 3 == 1 ? QirPrinter.INLINE : 0));
        }
    }

    @Test void roundTripsAnyType() {
        var random = new RandomGraphs(7);
        for (int i = 0; i < 5000; i++) {
            Type type = random.type();
            assertEquals(type, TypeParser.parse(type.toString()), type::toString);
        }
    }

    @Test void keepsLargeTensorsApartUnderNamesOfTheirOwn() {
        Tensor inner = Tensor.of(new long[] {17}, new float[17]);
        Tensor outer = Tensor.ofLongs(Element.I8, new long[] {20}, new long[20]);
        Value innerW = new Value("w", inner.type());
        Graph body = new Graph("b", Stage.RAW, List.of(), List.of(new Node(List.of(innerW), new Constant(inner), List.of())),
                List.of(innerW));
        Value outerW = new Value("w", outer.type());
        Value choice = new Value("c", Type.of(Element.BOOL));
        Value y = new Value("y", Type.UNKNOWN);
        Graph graph = new Graph("g", Stage.RAW, List.of(choice),
                List.of(new Node(List.of(outerW), new Constant(outer), List.of()),
                        new Node(List.of(y), new If(body, body), List.of(choice))),
                List.of(y, outerW));
        Printed printed = QirPrinter.print(graph);
        assertEquals(List.of("w", "w.1", "w.2"), List.copyOf(printed.weights().keySet()));
        assertTrue(printed.text().contains("%w = constant() {value=#w.1} : 17xf32"), printed.text());
        assertEquals(graph, QirParser.parse("g", printed.text(), Weights.of(printed.weights()), QirParser.CORE_OPS));
    }

    /** An op of a plug-in. */
    public record Twice(double by) implements CustomOp {
        public Twice {
            if (!(by > 0)) throw new IllegalArgumentException("by must be positive, was " + by);
        }

        @Override public String mnemonic() {
            return "acme.twice";
        }

        @Override public List<Type> infer(List<Type> operands) {
            return operands;
        }

        @Override public Graph expansion(List<Type> operands) {
            throw new IllegalStateException("not needed to print and to read");
        }
    }

    @Test void roundTripsOpsOfPlugIns() {
        String text = """
                graph @g typed (%x: f32) {
                  %y = acme.twice(%x) {by=2.0} : f32
                  return %y
                }
                """;
        Graph graph = QirParser.parse("g", text, Weights.NONE,
                name -> name.equals("acme.twice") ? Optional.of(Twice.class) : Optional.empty());
        assertEquals(new Twice(2), graph.nodes().getFirst().op());
        assertEquals(text, QirPrinter.print(graph).text());
    }
}
