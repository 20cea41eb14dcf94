// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.IntegerOp.*;
import dev.dyadic.ir.op.Quantization.*;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import dev.dyadic.plugin.Kernel.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Layers as the compiler makes them: products and convolutions with bias and rescaling, sums, tables, softmax. */
public final class IntegerBlocks {

    private static final Dim ROWS = Dim.named("R");

    private IntegerBlocks() {}

    /** The tests, products at all sizes around a tile. */
    public static Stream<DynamicNode> tests(Judge judge, Tile tile) {
        List<DynamicNode> tests = new ArrayList<>();
        for (Rounding rounding : Rounding.values()) {
            for (int depth : Edges.of(tile.depth())) {
                for (int columns : Edges.of(tile.columns())) {
                    String name = "product " + depth + " deep of " + columns + " columns, " + rounding;
                    tests.add(dynamicTest(name, () -> judge.judge(product(depth, columns, rounding, tile)).settle()));
                }
            }
            for (Geometry each : Geometry.all()) {
                for (Fill weights : Fill.values()) {
                    String name = "convolution of " + each + ", " + weights + " weights, " + rounding;
                    tests.add(dynamicTest(name, () -> judge.judge(convolution(each, weights, rounding)).settle()));
                }
            }
        }
        for (Element codes : List.of(Element.I8, Element.U8)) {
            tests.add(dynamicTest("residual sum, table, softmax of " + codes, () -> judge.judge(chain(codes, tile)).settle()));
            tests.add(dynamicTest("quantize to dequantize of " + codes, () -> judge.judge(between(codes, tile)).settle()));
        }
        return Stream.of(tests.stream(), GatedBlocks.tests(judge), GroupBlocks.tests(judge)).flatMap(each -> each);
    }

    private static Trial product(int depth, int columns, Rounding rounding, Tile tile) {
        Element codes = depth % 2 == 0 ? Element.U8 : Element.I8;
        var to = new Builder("product");
        Value x = to.input("x", new Type(Shape.of(List.of(ROWS, Dim.of(depth))), codes));
        Value weights = to.constant("weights", Draw.of(Element.I8, 1, depth, columns));
        Value zero = to.scalar("zero", codes, 3);
        Value sum = to.emit("sum", new MatmulInteger(), x, weights, zero, to.scalar("weight-zero", Element.I8, 0));
        Value y = rescaled(to, sum, columns, 1, rounding, new long[] {columns});
        List<List<Tensor>> runs = new ArrayList<>();
        for (int rows : Edges.of(tile.rows())) {
            for (Fill fill : Fill.values()) runs.add(List.of(fill.tensor(codes, 2, rows, depth)));
        }
        return new Trial(to.build(Stage.INTEGER, List.of(y)), runs, true);
    }

    private static Trial convolution(Geometry geometry, Fill filled, Rounding rounding) {
        Element codes = filled.ordinal() % 2 == 0 ? Element.U8 : Element.I8;
        var to = new Builder("convolution");
        Shape shape = Shape.of(geometry.x()).with(0, Dim.named("N"));
        Value x = to.input("x", new Type(shape, codes));
        Value weights = to.constant("weights", filled.tensor(Element.I8, 1, geometry.w()));
        Value zero = to.scalar("zero", codes, 3);
        Value sum = to.emit("sum", geometry.convInteger(), x, weights, zero, to.scalar("weight-zero", Element.I8, 0));
        int filters = (int) geometry.w()[0];
        long[] biasShape = new long[geometry.x().length - 1];
        java.util.Arrays.fill(biasShape, 1);
        biasShape[0] = filters;
        Value y = rescaled(to, sum, filters, 1, rounding, biasShape);
        List<List<Tensor>> runs = new ArrayList<>();
        for (Fill fill : Fill.values()) {
            long[] sizes = geometry.x().clone();
            sizes[0] = fill.ordinal() % 3;
            runs.add(List.of(fill.tensor(codes, 2, sizes)));
        }
        return new Trial(to.build(Stage.INTEGER, List.of(y)), runs, true);
    }

    static Value rescaled(Builder to, Value sum, int channels, int axis, Rounding rounding, long[] biasShape) {
        Value bias = to.constant("bias", Draw.integers(Element.I32, 3, -5000, 5000, biasShape));
        Value biased = to.emit("biased", new Add(), sum, bias);
        Value multipliers = to.constant("multipliers", IntegerCases.multipliers(channels).tensor());
        Value shifts = to.constant("shifts", IntegerCases.shifts(channels).tensor());
        return to.emit("y", new Requant(Element.I8, axis, rounding, 3, -100, 127), biased, multipliers, shifts);
    }

    private static Trial chain(Element codes, Tile tile) {
        var to = new Builder("chain");
        Type type = new Type(Shape.of(List.of(ROWS, Dim.of(7))), codes);
        Value a = to.input("a", type);
        Value b = to.input("b", type);
        var add = new RequantAdd(Element.I8, 3, 1 << 29, -1, 1 << 28, 29, Rounding.HALF_UP, 4, -128, 127);
        Value sum = to.emit("sum", add, a, b);
        Value table = to.emit("table", new Table(), sum, to.constant("entries", Draw.of(Element.I8, 1, 256)));
        Value powers = to.constant("powers", IntegerCases.exponentials(0.95));
        Value shares = to.emit("shares", new CodeSoftmax(-1, Element.I8, 255, -128), table, powers);
        Graph graph = to.build(Stage.INTEGER, List.of(sum, shares));
        List<List<Tensor>> runs = new ArrayList<>();
        for (int rows : Edges.of(tile.columns())) {
            for (Fill fill : Fill.values()) runs.add(List.of(fill.tensor(codes, 1, rows, 7), fill.tensor(codes, 2, rows, 7)));
        }
        return new Trial(graph, runs, true);
    }

    /** Codes decide everything between two conversions, so the floats are equal, too. */
    private static Trial between(Element codes, Tile tile) {
        var to = new Builder("between");
        Value x = to.input("x", new Type(Shape.of(List.of(ROWS, Dim.of(5))), Element.F32));
        Value scale = to.scalar("scale", Element.F32, 0.037);
        Value zero = to.scalar("zero", codes, 3);
        Value q = to.emit("q", new Quantize(codes, 0, 0, true), x, scale, zero);
        Value table = to.emit("t", new Table(), q, to.constant("entries", Draw.of(codes, 1, 256)));
        Value y = to.emit("y", new Dequantize(Element.F32, 0, 0), table, scale, zero);
        List<List<Tensor>> runs = new ArrayList<>();
        for (int rows : Edges.of(tile.columns())) runs.add(List.of(Draw.floats(Element.F32, rows, -6, 6, rows, 5)));
        return new Trial(to.build(Stage.INTEGER, List.of(y)), runs, true);
    }
}
