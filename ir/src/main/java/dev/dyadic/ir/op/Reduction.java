// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

/** Ops that fold axes away. Sums of floats are taken in f64, in row-major order, and rounded once. */
public sealed interface Reduction extends Op {

    /**
     * {@code (x)} or {@code (x, axes)}: without axes, or with none in the list, all axes are folded. What is folded stays as
     * size 1 when {@code keepAxes}.
     */
    sealed interface Fold extends Reduction {
        boolean keepAxes();
    }

    record ReduceSum(boolean keepAxes) implements Fold {}

    record ReduceMean(boolean keepAxes) implements Fold {}

    record ReduceMax(boolean keepAxes) implements Fold {}

    record ReduceMin(boolean keepAxes) implements Fold {}

    record ReduceProd(boolean keepAxes) implements Fold {}

    /** {@code log(sum(exp(x)))}, computed without overflow. */
    record ReduceLogSumExp(boolean keepAxes) implements Fold {}

    /** {@code (x) -> i64}; of equals the first, or the last when {@code selectLast}. */
    record ArgMax(int axis, boolean keepAxes, boolean selectLast) implements Reduction {}

    record ArgMin(int axis, boolean keepAxes, boolean selectLast) implements Reduction {}

    /** {@code (x, axis)}: running sums. */
    record CumSum(boolean exclusive, boolean reverse) implements Reduction {}

    /** {@code (x, axis)}: running products. */
    record CumProd(boolean exclusive, boolean reverse) implements Reduction {}
}
