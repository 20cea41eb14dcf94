// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the functions of one value that a graph is made of give for numbers, by the reference. */
record Functions(Graph graph, Anatomy anatomy, Roots roots) {

    /**
     * The numbers of a result that is a function of a root.
     *
     * @param reals numbers of the root, of one axis
     */
    Tensor evaluate(Value root, Value result, Tensor reals) {
        var small = new Builder("function");
        Map<String, Value> now = new HashMap<>();
        now.put(root.name(), small.input(root.name(), Type.of(Element.F32, reals.count())));
        for (Node node : graph.nodes()) {
            boolean part = node.outs().size() == 1 && roots.root(node.out()).equals(root) && !node.out().equals(root);
            if (!part) continue;
            List<Value> ins = node.ins().stream().map(in -> now.computeIfAbsent(in.name(), _ -> constant(in, small))).toList();
            now.put(node.name(), small.emit(List.of(node.name()), node.op(), ins).getFirst());
            if (node.out().equals(result)) break;
        }
        return Reference.run(small.build(Stage.RAW, List.of(now.get(result.name()))), List.of(reals)).getFirst();
    }

    private Value constant(Value uniform, Builder small) {
        double number = anatomy.uniform(uniform).orElseThrow();
        return small.emit(uniform.name(), new Constant(Tensor.scalar(uniform.type().element(), number)));
    }
}
