// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The definition of every op: one plain method each. It is right, not fast; calibration, constant folding and all tests rest on
 * it.
 */
public final class Reference {

    private Reference() {}

    /** Runs a graph at any stage; inputs and results are in the graph's order. */
    public static List<Tensor> run(Graph graph, List<Tensor> inputs) {
        return run(graph, inputs, (_, _) -> {});
    }

    /** Runs a graph and shows every value with its tensor as soon as it is known. */
    public static List<Tensor> run(
            Graph graph, List<Tensor> inputs, BiConsumer<dev.dyadic.ir.Value, Tensor> tap) {
        throw new IllegalStateException();
    }

    /**
     * What an op gives for these operands.
     *
     * @param outs how many results are wanted
     * @throws dev.dyadic.ir.DyadicException if the operands do not fit the op
     */
    public static List<Tensor> evaluate(Op op, List<Tensor> ins, int outs) {
        throw new IllegalStateException();
    }
}
