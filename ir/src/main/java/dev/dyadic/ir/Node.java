// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir;

import dev.dyadic.ir.op.Op;
import java.util.List;
import java.util.Optional;

/**
 * One op applied to values.
 *
 * @param kernel the name of what is to compute it, where that was selected; it changes no bit of the result
 */
public record Node(List<Value> outs, Op op, List<Value> ins, Optional<String> kernel) {

    public Node {
        outs = List.copyOf(outs);
        ins = List.copyOf(ins);
        if (outs.isEmpty()) throw new IllegalArgumentException(op.mnemonic() + ": a node needs a result");
        if (kernel.isPresent() && kernel.get().isEmpty()) throw new IllegalArgumentException("a kernel needs a name");
    }

    /** A node for which no kernel is selected. */
    public Node(List<Value> outs, Op op, List<Value> ins) {
        this(outs, op, ins, Optional.empty());
    }

    /** The same op by the same kernel, on other values. */
    public Node on(List<Value> otherOuts, List<Value> otherIns) {
        return new Node(otherOuts, op, otherIns, kernel);
    }

    /** The same, computed by this kernel. */
    public Node by(String name) {
        return new Node(outs, op, ins, Optional.of(name));
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
