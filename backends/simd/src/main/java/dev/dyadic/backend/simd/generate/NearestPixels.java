// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.type.Dim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resizing by moves of the nearest elements: a step finds them along each axis, another one copies. */
final class NearestPixels implements Region {

    /** So many elements are a task. */
    private static final int GRAIN = 16384;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Optional<ResizedAxes> resized = ResizedAxes.of(node, draft).filter(ResizedAxes::isNearest);
        if (resized.isEmpty() || resized.get().axes().isEmpty()) return false;
        Located x = draft.at(node.in(0));
        write(node, x, sources(node, resized.get(), draft), draft);
        return true;
    }

    /** By axis, where its nearest elements are told. */
    private static Map<Integer, Place.Buffer> sources(Node node, ResizedAxes resized, Draft draft) {
        Map<Integer, Place.Buffer> all = new HashMap<>();
        var text = new Text();
        for (ResizedAxes.Axis axis : resized.axes()) {
            Place.Buffer sources = draft.buffer(Storage.INTS, axis.out());
            draft.touch(sources);
            text.line(axis.code(resized.op(), draft.sizes()) + ".nearest(ResizedAxis.Rounding." + resized.op().nearest()
                    + ", ints, at" + sources.id() + ");");
            all.put(axis.axis(), sources);
        }
        draft.step("%" + node.name() + ": neighbours", Step.ONCE, text.toString());
        return all;
    }

    private static void write(Node node, Located x, Map<Integer, Place.Buffer> sources, Draft draft) {
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
