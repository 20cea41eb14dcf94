// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadTextTest {

    private static final Weights WEIGHTS = Weights.of(Map.of("w", Tensor.of(new long[] {2}, 1f, 2f)));

    /** A text, and all of what is said about it. */
    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("", "a.qir:1:1: found the end of the text; expected 'graph'."),
                arguments("graph main", "a.qir:1:7: found 'main'; expected a graph name such as @main."),
                arguments("graph @g type ()",
                        "a.qir:1:10: found 'type'; expected a stage: raw, typed, calibrated, fake, integer, selected. Did you mean 'typed'?"),
                arguments("graph @g raw (%x:f32)",
                        "a.qir:1:21: found ')'; expected ':' and a type. A colon belongs to the name it touches: put a space after it."),
                arguments("graph @g raw (%x: f23) { return }",
                        "a.qir:1:19: found 'f23'; expected an element such as f32, i8 or bool."),
                arguments("graph @g raw (%x: 2xf32, %x: f32) {",
                        "a.qir:1:26: found a second definition of %x; expected a new name."),
                node("%a = int.calmp(%x) {lo=0, hi=1} : f32",
                        "a.qir:2:8: found the unknown op 'int.calmp'; expected a core op or one of a plug-in. Did you mean 'int.clamp'?"),
                node("%a = int.clamp(%x) {lo=0, hig=1} : f32",
                        "a.qir:2:29: found the unknown attribute 'hig'; expected the attributes lo, hi. Did you mean 'hi'?"),
                node("%a = int.clamp(%x) {lo=0} : f32", "a.qir:2:22: found no attribute 'hi'; expected the attributes lo, hi."),
                node("%a = int.clamp(%x) {lo=0, lo=1} : f32", "a.qir:2:29: found the attribute 'lo' again; expected it once."),
                node("%a = neg(%x) {axis=1} : f32", "a.qir:2:17: found the unknown attribute 'axis'; expected no attributes."),
                node("%a = neg(%y) : f32", "a.qir:2:12: found %y; expected a value defined before it. Did you mean '%x'?"),
                node("%x = neg(%x) : f32", "a.qir:2:3: found a second definition of %x; expected a new name."),
                node("%a, %b = split(%x) {axis=0} : f32", "a.qir:2:33: found 1 type; expected 2, one for each result."),
                node("%a = split(%x) {axis=3000000000} : f32",
                        "a.qir:2:24: found '3000000000'; expected an integer from -2147483648 to 2147483647."),
                node("%a = gelu(%x) {tanh=1} : f32", "a.qir:2:23: found '1'; expected true or false."),
                node("%a = leaky-relu(%x) {slope=1e999} : f32",
                        "a.qir:2:30: found '1e999'; expected a number a double can hold."),
                node("%a = einsum(%x) {equation=\"ij->",
                        "a.qir:2:29: found a string without an end; expected '\"' on the same line."),
                node("%a = pad(%x) {mode=reflct} : f32",
                        "a.qir:2:22: found 'reflct'; expected one of constant, reflect, edge, wrap. Did you mean 'reflect'?"),
                node("%a = constant() {value=2xi4(7, 8)} : 2xi4", "a.qir:2:34: found '8'; expected an integer from -8 to 7."),
                node("%a = constant() {value=3xi8(1, 2)} : 3xi8", "a.qir:2:26: found 2 elements; expected 3 in 3xi8."),
                node("%a = constant() {value=99999999999x99999999999xi8()} : i8",
                        "a.qir:2:26: found 0 elements; expected more than fit in memory in 99999999999x99999999999xi8."),
                node("%a = constant() {value=[L]xf32()} : f32",
                        "a.qir:2:26: found a tensor of type [L]xf32; expected sizes that are numbers and a plain element."),
                node("%a = constant() {value=f4e2m1(7.0)} : f4e2m1", "a.qir:2:33: found 7.0; expected a number f4e2m1 can hold."),
                node("%a = constant() {value=#v} : 2xf32",
                        "a.qir:2:26: found #v; expected the name of a tensor among the weights. The weights of a .qir file lie beside it, "
                                + "in the .safetensors file of the same name."),
                node("%a = constant() {value=#w} : 3xf32",
                        "a.qir:2:19: found a tensor of type 2xf32; expected 3xf32, the type of the result."),
                node("%a = neg(%x) : 2x[L+]xf32",
                        "a.qir:2:23: found ']'; expected a size: a number, a name, div(a, b), min(a, b) or max(a, b)."),
                node("%a = neg(%x) : [div(L, 0)]xf32",
                        "a.qir:2:19: found a size that cannot be computed (division by zero); expected one of 64 bits."),
                node("%a = neg(%x) : f32[2.0, 1.0]",
                        "a.qir:2:18: found a range that is none: a range is two finite numbers in order, not 2.0, 1.0."),
                node("%a = neg(%x) : q<f32, 0.5>", "a.qir:2:18: found codes that are none: codes are integers, not f32."),
                node("%a = neg(%x) : f32 by fast", "a.qir:2:25: found 'fast'; expected the name of a kernel in quotes."),
                node("%a = neg(%x) : f32 by \"\"", "a.qir:2:25: found an empty name; expected the name of a kernel."),
                arguments("graph @g raw () { return } graph",
                        "a.qir:1:28: found 'graph'; expected the end of the text after the graph."),
                arguments("graph @größe raw",
                        "a.qir:1:10: found the character U+00F6; expected a stage: raw, typed, calibrated, fake, integer, selected."));
    }

    private static Arguments node(String node, String message) {
        return arguments("graph @g raw (%x: f32) {\n  " + node + "\n}", message);
    }

    @ParameterizedTest
    @MethodSource("texts") void isRefusedWithPlaceAndAdvice(String text, String message) {
        var e = assertThrows(DyadicException.class, () -> QirParser.parse("a.qir", text, WEIGHTS, QirParser.CORE_OPS));
        assertEquals(message, e.getMessage());
        assertEquals(Fault.MODEL, e.fault());
    }

    @Test void nestedTooDeepIsRefused() {
        String graph = "graph @g raw () {\n%a = if() {then=".repeat(5000);
        var graphs = assertThrows(DyadicException.class, () -> QirParser.parse("a.qir", graph));
        assertEquals("a.qir:34:17: found graphs nested more than 32 deep; expected fewer.", graphs.getMessage());
        var size = assertThrows(DyadicException.class, () -> DimParser.parse("min(a, ".repeat(5000)));
        assertEquals("size:1:225: found functions nested more than 32 deep; expected fewer.", size.getMessage());
    }

    @Test void sizesTooLongAreRefused() {
        var e = assertThrows(DyadicException.class, () -> DimParser.parse("a" + "*b".repeat(100_000)));
        assertEquals("size:1:513: found a size of more than 256 factors; expected fewer.", e.getMessage());
    }
}
