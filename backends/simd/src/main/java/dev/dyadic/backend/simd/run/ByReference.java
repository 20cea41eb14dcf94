// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.run;

import dev.dyadic.backend.simd.generate.Draft;
import dev.dyadic.backend.simd.generate.Located;
import dev.dyadic.backend.simd.generate.Transfer;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.simd.Outside;
import dev.dyadic.simd.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes that a program has no code for, computed by the reference; the graphs within them are programs again. Constants among their
 * operands are boxed once.
 */
final class ByReference implements Outside {

    private final List<Draft.Outside> nodes;
    private final Object[] constants;
    private final List<String> names;
    private final BodyRunner bodies;

    /** Runs a graph within a node. */
    @FunctionalInterface
    interface BodyRunner {
        List<Tensor> run(Node node, Graph body, List<Tensor> arguments);
    }

    ByReference(List<Draft.Outside> nodes, Object[] constants, List<String> names, BodyRunner bodies) {
        this.nodes = nodes;
        this.constants = constants;
        this.names = names;
        this.bodies = bodies;
    }

    @Override public void run(int number, Program program) {
        Draft.Outside outside = nodes.get(number);
        Map<String, Long> sizes = new HashMap<>();
        for (int i = 0; i < names.size(); i++) sizes.put(names.get(i), (long) program.size(i));
        List<Tensor> ins = new ArrayList<>();
        for (int i = 0; i < outside.ins().size(); i++) {
            Located in = outside.ins().get(i);
            ins.add(outside.constants().get(i).orElseGet(() -> Transfer.out(in, program, constants, Bound.sizes(in, sizes))));
        }
        List<Tensor> outs = evaluate(outside, ins);
        for (int i = 0; i < outs.size(); i++) Transfer.in(outs.get(i), outside.outs().get(i), program);
    }

    private List<Tensor> evaluate(Draft.Outside outside, List<Tensor> ins) {
        Node node = outside.node();
        if (node.op() instanceof Control)
            return Reference.evaluate(node, ins, (body, arguments) -> bodies.run(node, body, arguments));
        return Reference.evaluate(node, ins);
    }
}
