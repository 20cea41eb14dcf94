// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir;

import dev.dyadic.ir.op.Op;
import java.util.List;

/** One op applied to values. */
public record Node(List<Value> outs, Op op, List<Value> ins) {

    public Node {
        outs = List.copyOf(outs);
        ins = List.copyOf(ins);
        if (outs.isEmpty()) throw new IllegalArgumentException(op.mnemonic() + ": a node needs a result");
    }

    /** The first result. */
    public Value out() {
        return outs.getFirst();
    }

    /** The name of the first result, which is how messages call a node. */
    public String name() {
        return out().name();
    }

    public Value in(int i) {
        return ins.get(i);
    }
}
