// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.scalar;
import static dev.dyadic.testkit.contract.Operand.sizes;

import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Reduction.*;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Reduction}. */
final class ReductionCases {

    private ReductionCases() {}

    static void add(CaseList cases) {
        for (boolean keep : List.of(true, false)) {
            List<Fold> folds = List.of(
                    new ReduceSum(keep), new ReduceMean(keep), new ReduceMax(keep), new ReduceMin(keep), new ReduceProd(keep),
                    new ReduceLogSumExp(keep));
            for (Fold op : folds) folds(cases, op);
            for (Fold op : List.of(new ReduceSum(keep), new ReduceMax(keep), new ReduceMin(keep))) {
                for (Element element : List.of(Element.I8, Element.U8, Element.I32, Element.I64, Element.F16, Element.F64)) {
                    cases.of(op, data(Draw.of(element, 1, 3, 5)), sizes(1));
                }
            }
            cases.of(new ReduceProd(keep), data(Draw.of(Element.I32, 1, 3, 9)), sizes(-1));
            cases.of(new ReduceMean(keep), data(Draw.of(Element.I32, 1, 3, 7)), sizes(1));
            positions(cases, keep);
        }
        for (boolean exclusive : List.of(true, false)) {
            for (boolean reverse : List.of(true, false)) {
                for (long axis : new long[] {0, -1}) {
                    for (Op op : List.of(new CumSum(exclusive, reverse), new CumProd(exclusive, reverse))) {
                        cases.of(op, data(Draw.f32(1, 3, 5)), scalar(Element.I64, axis));
                        cases.of(op, data(Draw.of(Element.I32, 1, 3, 5)), scalar(Element.I64, axis));
                    }
                }
            }
        }
    }

    private static void folds(CaseList cases, Fold op) {
        Operand x = data(Draw.f32(1, 3, 4, 5));
        cases.of(op, x);
        cases.of(op, x, sizes(0));
        cases.of(op, x, sizes(1));
        cases.of(op, x, sizes(-1));
        cases.of(op, x, sizes(0, 2));
        cases.of(op, x, sizes());
        cases.of(op, data(Draw.f32(1, 2, 67)), sizes(1));
        cases.of(op, data(Draw.f32(1, 2, 1)), sizes(1));
        cases.of(op, data(Draw.f32(1, 0, 3)), sizes(1));
    }

    private static void positions(CaseList cases, boolean keep) {
        for (boolean last : List.of(true, false)) {
            for (int axis : List.of(0, 1, -1)) {
                for (Op op : List.of(new ArgMax(axis, keep, last), new ArgMin(axis, keep, last))) {
                    cases.of(op, Draw.f32(1, 3, 4, 5));
                    cases.of(op, Draw.integers(Element.I32, 1, 0, 2, 3, 7));
                    cases.of(op, Draw.integers(Element.I8, 1, 0, 2, 3, 37));
                }
            }
        }
    }
}
