// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Indexing.Compress;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Movement.*;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Source.Range;
import dev.dyadic.ir.op.Source.ShapeOf;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class InferenceTest {

    private static final Dim B = Dim.named("B");
    private static final Dim L = Dim.named("L");

    private final Builder to = new Builder("g");

    private Value input(String name, Dim... sizes) {
        return to.input(name, new Type(Shape.of(List.of(sizes)), Element.F32));
    }

    private Value index(long... values) {
        return to.constant("c", values.length == 1 ? Tensor.scalar(Element.I64, values[0]) : Tensor.vector(values));
    }

    private static void is(String type, Value value) {
        assertEquals(type, value.type().toString());
    }

    @Test void sizesFlowFromShapeToReshape() {
        Value x = input("x", B, L, Dim.of(384));
        Value shape = to.emit("shape", new ShapeOf(), x);
        Value batch = to.emit("batch", new Gather(0), shape, to.sizes("at0", 0));
        Value length = to.emit("length", new Gather(0), shape, to.sizes("at1", 1));
        Value target = to.emit("target", new Concat(0), batch, length, to.sizes("heads", 12, 32));
        is("[B]x[L]x12x32xf32", to.emit("y", new Reshape(true), x, target));
    }

    @Test void reshapeInfersItsOpenSizeInTermsOfNames() {
        Value x = input("x", B, L, Dim.of(384));
        is("[B*L]x384xf32", to.emit("y", new Reshape(true), x, to.sizes("flat", -1, 384)));
        is("[B]x[L*384]xf32".replace("L*384", L.times(Dim.of(384)).toString()),
                to.emit("z", new Reshape(true), x, to.sizes("rows", 0, -1)));
    }

    @Test void rangeCountsToANamedSize() {
        Value shape = to.emit("shape", new ShapeOf(), input("x", B, L));
        Value length = to.emit("length", new Gather(0), shape, index(1));
        is("[L]xi64", to.emit("positions", new Range(), index(0), length, index(1)));
        Value half = to.emit("half", new Div(), length, index(2));
        is("[" + L.floorDiv(Dim.of(2)) + "]xi64", to.emit("few", new Range(), index(0), half, index(1)));
    }

    @Test void arithmeticOnSizesReachesExpand() {
        Value shape = to.emit("shape", new ShapeOf(), input("x", B, L));
        Value batch = to.emit("batch", new Gather(0), shape, to.sizes("at0", 0));
        Value length = to.emit("length", new Gather(0), shape, to.sizes("at1", 1));
        Value twice = to.emit("twice", new Mul(), length, to.sizes("two", 2));
        Value more = to.emit("more", new Add(), twice, to.sizes("one", 1));
        Value target = to.emit("target", new Concat(0), batch, more);
        Dim odd = L.times(Dim.of(2)).plus(1);
        is("[B]x[" + odd + "]xf32", to.emit("y", new Expand(), to.scalar("zero", Element.F32, 0), target));
    }

    @Test void sliceOfANamedSizeIsCountedFromItsEnds() {
        Value x = input("x", B, Dim.of(10));
        Value sliced = to.emit("y", new Slice(), x, to.sizes("s", 2), to.sizes("e", -1), to.sizes("a", 1), to.sizes("t", 3));
        is("[B]x3xf32", sliced);
    }

    @Test void aNumberDecidesWhatANameBesideItIs() {
        is("[B]x3xf32", to.emit("y", new Add(), input("a", B, L), input("b", Dim.of(3))));
    }

    /** Two names that meet are equal, or one of them is 1: either way the size is the larger one. */
    @Test void twoNamesMeetAtTheLargerOne() {
        is("[" + B.max(L) + "]xf32", to.emit("y", new Add(), input("a", B), input("b", L)));
    }

    @Test void productsKeepNames() {
        is("[B]x[L]x5xf32", to.emit("y", new Matmul(), input("a", B, L, Dim.of(4)), input("w", Dim.of(4), Dim.of(5))));
    }

    @Test void refusesWhatCannotMeet() {
        Value a = input("a", Dim.of(2));
        Value b = input("b", Dim.of(3));
        assertThrows(DyadicException.class, () -> to.emit("y", new Add(), a, b));
        Value w = input("w", Dim.of(3), Dim.of(4));
        assertThrows(DyadicException.class, () -> to.emit("y", new Matmul(), a, w));
    }

    @Test void valuesOfDifferentNamesGiveSizesOfDifferentNames() {
        Op compress = new Compress(OptionalInt.of(0));
        Value keep = to.input("keep", new Type(Shape.of(List.of(L)), Element.BOOL));
        Value x = input("x", L);
        Value slash = to.emit("a/b", compress, x, keep);
        Value line = to.emit("a_b", compress, x, keep);
        assertNotEquals(slash.type(), line.type());
        is("[a_b_0]xf32", line);
    }

    @Test void aGraphIsTypedFromItsInputsOn() {
        Value x = input("x", Dim.UNKNOWN, Dim.of(4));
        Graph graph = GraphTypes.infer(to.build(Stage.RAW, List.of(to.emit("y", new Add(), x, x))));
        is("[x_0]x4xf32", graph.outputs().getFirst());
    }
}
