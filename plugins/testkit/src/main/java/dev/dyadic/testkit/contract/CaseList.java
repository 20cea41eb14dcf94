// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cases as they are added. */
final class CaseList {

    private final List<OpCase> cases = new ArrayList<>();

    /** An op of one result whose operands are inputs of the graph. */
    void of(Op op, Tensor... data) {
        cases.add(new OpCase(op, Stream.of(data).map(Operand::data).toList(), 1));
    }

    /** An op of one result. */
    void of(Op op, Operand... operands) {
        cases.add(new OpCase(op, List.of(operands), 1));
    }

    /** An op of several results. */
    void of(int outs, Op op, Operand... operands) {
        cases.add(new OpCase(op, List.of(operands), outs));
    }

    List<OpCase> all() {
        return cases;
    }
}
