// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.type.Dim;
import java.util.List;
import java.util.Map;

/** Steps that copy elements from where tables say, along some axes. */
final class Picks {

    /** So many elements are a task. */
    private static final int GRAIN = 16384;

    private Picks() {}

    /**
     * Writes the result of a node.
     *
     * @param sources by axis, for one axis at least, the memory that holds the position in x of each of the result
     */
    static void emit(Node node, Located x, Map<Integer, Place.Buffer> sources, Draft draft) {
        Located out = draft.allocate(node.out(), x.layout());
        draft.touch(x);
        draft.touch(out);
        sources.values().forEach(draft::touch);
        Sizes sizes = draft.sizes();
        List<Integer> order = x.layout().order();
        int behind = order.size();
        while (!sources.containsKey(order.get(behind - 1))) behind--;
        Dim run = out.stride(order.get(behind - 1));
        boolean single = run.is(1);
        int loops = single ? behind - 1 : behind;
        Dim n = single ? out.shape().dim(order.getLast()) : run;
        Dim rows = order.subList(0, loops).stream().map(axis -> out.shape().dim(axis)).reduce(Dim.ONE, Dim::times);
        String step = "Math.max(1, " + GRAIN + " / Math.max(1, " + sizes.of(n) + "))";
        var text = new Text();
        text.line("final int n = " + sizes.of(n) + ";");
        text.line("final int step = " + step + ";");
        text.line("final int rows = Math.min((task + 1) * step, " + sizes.of(rows) + ");");
        text.line("for (int row = task * step; row < rows; row++) {");
        text.line("int rest = row;");
        text.line("int read = " + x.at() + ";");
        for (int i = loops - 1; i >= 0; i--) {
            int axis = order.get(i);
            String size = sizes.of(out.shape().dim(axis));
            String at = i == 0 ? "rest" : "rest % " + size;
            String source = sources.containsKey(axis) ? "ints[at" + sources.get(axis).id() + " + " + at + "]" : at;
            text.line("read += (" + source + ") * " + sizes.of(x.stride(axis)) + ";");
            if (i > 0) text.line("rest /= " + size + ";");
        }
        text.line("final int write = " + out.at() + " + row * n;");
        if (single) {
            text.line("for (int i = 0; i < n; i++) " + out.array() + "[write + i] = " + x.array() + "[read + ints[at"
                    + sources.get(order.getLast()).id() + " + i]];");
        } else {
            text.line("System.arraycopy(" + x.array() + ", read, " + out.array() + ", write, n);");
        }
        text.line("}");
        draft.step("%" + node.name() + ": " + node.op().mnemonic(), "Math.ceilDiv(" + sizes.of(rows) + ", " + step + ")",
                text.toString());
    }
}
