// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.infer.Inference;
import java.util.ArrayList;
import java.util.List;

/** What is known of results, and of sizes among their elements. */
final class Facts {

    private Facts() {}

    /** What follows of a node's results from what is known of its operands; where that is not their type, what the graph says of them. */
    static List<Fact> infer(Node node, List<Fact> ins) {
        List<Fact> known = Inference.infer(node.op(), ins, node.outs().stream().map(Value::name).toList());
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            Fact fact = known.get(i);
            facts.add(fact.type().isKnown() ? fact : Fact.of(node.outs().get(i).type()));
        }
        return facts;
    }
}
