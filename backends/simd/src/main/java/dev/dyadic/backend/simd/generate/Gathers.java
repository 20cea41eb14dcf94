// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Slices picked by index: rows of a table of embeddings, one head of many. */
final class Gathers implements Region {

    /** So many elements are a task. */
    private static final int GRAIN = 16384;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof Gather(int axis))) return false;
        if (!node.ins().stream().allMatch(draft::fitsBuffer) || !draft.fitsBuffer(node.out())) return false;
        Element element = node.in(1).type().element();
        if (!element.equals(Element.I64) && !element.equals(Element.I32)) return false;
        if (draft.at(node.in(0)).isBoxed() || draft.at(node.in(1)).isBoxed()) return false;
        Located x = Copies.rowMajor(draft.at(node.in(0)), draft);
        Located indices = Copies.rowMajor(draft.at(node.in(1)), draft);
        Located out = draft.allocate(node.out(), Layout.rowMajor(node.out().type().shape().rank()));
        int along = axis < 0 ? axis + x.rank() : axis;
        Sizes sizes = draft.sizes();
        Dim outer = x.shape().dims().subList(0, along).stream().reduce(Dim.ONE, Dim::times);
        String n = sizes.of(x.stride(along));
        String size = sizes.of(x.shape().dim(along));
        String picks = sizes.of(indices.shape().elements());
        String rows = sizes.of(outer.times(indices.shape().elements()));
        String step = "Math.max(1, " + GRAIN + " / Math.max(1, " + n + "))";
        draft.touch(x);
        draft.touch(indices);
        draft.touch(out);
        var text = new Text();
        text.line("final int n = " + n + ";");
        text.line("final int size = " + size + ";");
        text.line("final int step = " + step + ";");
        text.line("final int rows = Math.min((task + 1) * step, " + rows + ");");
        text.line("for (int row = task * step; row < rows; row++) {");
        text.line("final int pick = Numbers.index(" + indices.element("row % " + picks) + ", size);");
        text.line("System.arraycopy(" + x.array() + ", " + x.at() + " + (row / " + picks + " * size + pick) * n, " + out.array()
                + ", "
                + out.at() + " + row * n, n);");
        text.line("}");
        draft.step("%" + node.name() + ": gather", "Math.ceilDiv(" + rows + ", " + step + ")", text.toString());
        return true;
    }
}
