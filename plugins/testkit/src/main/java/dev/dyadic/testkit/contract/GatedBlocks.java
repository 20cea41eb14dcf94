// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.IntegerOp.RequantAdd;
import dev.dyadic.ir.op.Movement.DepthToSpace;
import dev.dyadic.ir.op.Reduction.ReduceSum;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Maps of codes as networks for images use them: multiplied channel by channel with what sums over all pixels say (squeeze and excitation,
 * Hu et al. 2018), enlarged, shuffled to space, and added to maps of which only a run shows that they are as large.
 */
final class GatedBlocks {

    private static final List<Long> ONES = List.of(1L, 1L);

    private GatedBlocks() {}

    static Stream<DynamicNode> tests(Judge judge) {
        List<DynamicNode> tests = new ArrayList<>();
        for (Element wide : List.of(Element.I32, Element.I64)) {
            for (int channels : List.of(1, 4, 12, 33)) {
                String name = "gated map of " + channels + " channels, summed in " + wide;
                tests.add(dynamicTest(name, () -> judge.judge(gated(channels, wide)).settle()));
            }
        }
        tests.add(dynamicTest("maps enlarged, shuffled to space", () -> judge.judge(enlarged()).settle()));
        tests.add(dynamicTest("sum of maps that may differ in size", () -> judge.judge(differing()).settle()));
        return tests.stream();
    }

    private static Trial gated(int channels, Element wide) {
        var to = new Builder("gated");
        Value map = convolved(to, to.input("x", map(channels, Element.U8)), channels);
        Value zero = to.scalar("zero", Element.I32, 3);
        Value summed = to.emit("summed", new Sub(), to.emit("widened", new Cast(wide, true), map), to.scalar("from", wide, -5));
        Value sums = to.emit("sums", new ReduceSum(true), summed, to.sizes("pixels", 2, 3));
        Value narrow = wide.equals(Element.I32) ? sums : to.emit("narrow", new Cast(Element.I32, true), sums);
        Value gate = requant(to, "gate", narrow, 1 << 29, 36);
        Value centred = to.emit("centred", new Sub(), to.emit("wide", new Cast(Element.I32, true), map), zero);
        Value factor = to.emit("factor", new Sub(), to.emit("gate-wide", new Cast(Element.I32, true), gate), zero);
        Value product = requant(to, "product", to.emit("multiplied", new Mul(), centred, factor), 1_518_500_250, 37);
        var add = new RequantAdd(Element.I8, 3, 1 << 29, -1, 1 << 28, 29, Rounding.HALF_UP, 4, -128, 127);
        Value y = to.emit("y", add, product, map);
        List<List<Tensor>> runs = new ArrayList<>();
        for (Fill fill : Fill.values()) {
            int side = 1 + fill.ordinal() % 4;
            runs.add(List.of(fill.tensor(Element.U8, 2, 2, channels, side, 5)));
        }
        return new Trial(to.build(Stage.INTEGER, List.of(y, sums)), runs, true);
    }

    private static Trial enlarged() {
        var to = new Builder("enlarged");
        Value map = convolved(to, to.input("x", map(8, Element.I8)), 8);
        Value none = to.constant("none", Draw.f32(1, 0));
        Value scales = to.constant("scales", Draw.vector(Element.F32, 1, 1, 2, 3));
        Value sizes = to.sizes("no-sizes");
        var resize = new Resize(Interpolation.NEAREST, Resize.Coordinates.ASYMMETRIC, Resize.Rounding.FLOOR, -0.75, false, 0,
                false,
                Resize.KeepAspect.STRETCH, List.of());
        Value large = to.emit("large", resize, map, none, scales, sizes);
        Value rows = to.emit("rows", new DepthToSpace(2, false), map);
        Value columns = to.emit("columns", new DepthToSpace(2, true), map);
        List<List<Tensor>> runs = new ArrayList<>();
        for (int side : List.of(1, 2, 5)) runs.add(List.of(Draw.of(Element.I8, side, 2, 8, side, 3)));
        return new Trial(to.build(Stage.INTEGER, List.of(large, rows, columns)), runs, true);
    }

    private static Trial differing() {
        var to = new Builder("differing");
        Value a = to.input("a", map(3, Element.I8));
        Dim least = Dim.named("H").min(Dim.of(4));
        Value b = to.input("b", new Type(map(3, Element.I8).shape().with(2, least), Element.I8));
        var add = new RequantAdd(Element.I8, 3, 1 << 29, -1, 1 << 28, 29, Rounding.HALF_UP, 4, -128, 127);
        Value y = to.emit("y", add, a, b);
        List<List<Tensor>> runs = new ArrayList<>();
        for (int height : List.of(1, 4, 3)) {
            runs.add(List.of(Draw.of(Element.I8, 1, 2, 3, height, 5), Draw.of(Element.I8, 2, 2, 3, height, 5)));
        }
        return new Trial(to.build(Stage.INTEGER, List.of(y)), runs, true);
    }

    private static Type map(int channels, Element codes) {
        return new Type(Shape.of(List.of(Dim.named("N"), Dim.of(channels), Dim.named("H"), Dim.named("W"))), codes);
    }

    private static Value convolved(Builder to, Value x, int channels) {
        Element codes = x.type().element();
        Value weights = to.constant("weights", Draw.of(Element.I8, 1, channels, channels, 1, 1));
        var conv = new ConvInteger(ONES, List.of(0L, 0L, 0L, 0L), ONES, 1, AutoPad.EXPLICIT);
        Value sum = to.emit("sum", conv, x, weights, to.scalar("x-zero", codes, 3), to.scalar("w-zero", Element.I8, 0));
        return requant(to, "map", sum, 1 << 29, 37);
    }

    private static Value requant(Builder to, String name, Value sum, int multiplier, int shift) {
        Value multipliers = to.constant(name + ".multipliers", Tensor.ofLongs(Element.I32, new long[] {1}, multiplier));
        Value shifts = to.constant(name + ".shifts", Tensor.ofLongs(Element.I32, new long[] {1}, shift));
        return to.emit(name, new Requant(Element.I8, 1, Rounding.HALF_UP, 3, -128, 127), sum, multipliers, shifts);
    }
}
