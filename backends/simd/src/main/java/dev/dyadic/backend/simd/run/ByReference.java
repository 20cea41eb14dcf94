// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.run;

import dev.dyadic.backend.simd.generate.Draft;
import dev.dyadic.backend.simd.generate.Located;
import dev.dyadic.backend.simd.generate.Transfer;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.simd.Outside;
import dev.dyadic.simd.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes that a program has no code for, computed by the reference. Constants among their operands are boxed once. */
final class ByReference implements Outside {

    private final List<Draft.Outside> nodes;
    private final Object[] constants;
    private final List<String> names;

    ByReference(List<Draft.Outside> nodes, Object[] constants, List<String> names) {
        this.nodes = nodes;
        this.constants = constants;
        this.names = names;
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

    private static List<Tensor> evaluate(Draft.Outside outside, List<Tensor> ins) {
        try {
            return Reference.evaluate(outside.node().op(), ins, outside.outs().size());
        } catch (DyadicException e) {
            throw (DyadicException) DyadicException
                    .model(outside.node().op().mnemonic() + " %" + outside.node().name(), e.getMessage())
                    .initCause(e);
        }
    }
}
