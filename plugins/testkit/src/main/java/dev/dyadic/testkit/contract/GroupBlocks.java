// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.op.Rounding;
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

/** Linear layers whose weights are codes of few bits, with a multiple for each group of neighbours along the depth. */
final class GroupBlocks {

    private static final int DEPTH = 100;
    private static final int COLUMNS = 37;
    private static final List<Integer> ROWS = List.of(0, 1, 2, 5, 33);

    private GroupBlocks() {}

    static Stream<DynamicNode> tests(Judge judge) {
        List<DynamicNode> tests = new ArrayList<>();
        for (int bits : List.of(2, 3, 4, 5)) {
            for (int group : List.of(3, 16, 32, 64, DEPTH)) {
                for (Element codes : List.of(Element.I8, Element.U8)) {
                    String name = codes + " codes by weights of " + bits + " bits in groups of " + group;
                    tests.add(dynamicTest(name, () -> judge.judge(product(codes, bits, group)).settle()));
                }
            }
        }
        return tests.stream();
    }

    private static Trial product(Element codes, int bits, int group) {
        var to = new Builder("groups");
        Value x = to.input("x", new Type(Shape.of(List.of(Dim.named("R"), Dim.of(DEPTH))), codes));
        Value few = to.constant("few", Draw.of(Element.signed(bits), 1, DEPTH, COLUMNS));
        int most = (1 << 8 - bits) - 1;
        Tensor multiples = Draw.integers(Element.I8, 2, -most, most, Math.ceilDiv(DEPTH, group), COLUMNS);
        Value weights = to.emit("weights", new ScaleGroups(0, group), few, to.constant("multiples", multiples));
        Value zero = to.scalar("zero", codes, 3);
        Value sum = to.emit("sum", new MatmulInteger(), x, weights, zero, to.scalar("weight-zero", Element.I8, 0));
        Value y = IntegerBlocks.rescaled(to, sum, COLUMNS, 1, Rounding.HALF_UP, new long[] {COLUMNS});
        List<List<Tensor>> runs = new ArrayList<>();
        for (int rows : ROWS) {
            for (Fill fill : Fill.values()) runs.add(List.of(fill.tensor(codes, 2, rows, DEPTH)));
        }
        return new Trial(to.build(Stage.INTEGER, List.of(y)), runs, true);
    }
}
