// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the loop nest of a chain depends on, and nothing else: chains of one form share one nest. Constants of one element and tables
 * belong to it, since they are compiled in; vectors do not.
 */
record Form(List<Line> lines) {

    /** A node of the chain. */
    private record Line(Op op, Element to, List<Operand> operands) {}

    /** Where it comes from: a line of the chain, a constant that is compiled in, or an array of elements. */
    private record Operand(Element element, Optional<Integer> line, Optional<Tensor> constant) {}

    static Form of(List<Node> nodes, Constants constants) {
        List<Line> lines = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        for (Node node : nodes) {
            List<Operand> operands = new ArrayList<>();
            for (int i = 0; i < node.ins().size(); i++) {
                Value in = node.in(i);
                Optional<Integer> line = Optional.ofNullable(known.get(in.name()));
                boolean isTable = node.op() instanceof IntegerOp.Table && i == 1;
                Optional<Tensor> constant = constants.get(in)
                        .map(each -> each.tensor())
                        .filter(tensor -> isTable || tensor.count() == 1);
                operands.add(new Operand(in.type().element(), line, constant));
            }
            lines.add(new Line(node.op(), node.out().type().element(), operands));
            known.put(node.name(), lines.size() - 1);
        }
        return new Form(lines);
    }
}
