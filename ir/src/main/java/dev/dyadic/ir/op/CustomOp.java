// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.type.Type;
import java.util.List;

/** An op brought by a plug-in: its own name and type rule, and its meaning as a graph of core ops. */
public non-sealed interface CustomOp extends Op {

    /** {@code plugin.op-name}; the dot keeps it apart from core ops. */
    @Override String mnemonic();

    /** The types of the results for operands of these types. */
    List<Type> infer(List<Type> operands);

    /** A graph of core ops, its inputs and outputs those of the node, that defines what this op computes. */
    Graph expansion(List<Type> operands);
}
