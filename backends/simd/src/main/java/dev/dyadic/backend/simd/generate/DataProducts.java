// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.simd.ColumnRequant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Products of codes with codes that a run finds, and their requantizing, in one step. */
final class DataProducts implements Region {

    /** So many rows of a matrix are a task, at least: each task packs the other matrix. */
    private static final int ROWS = 64;

    /** So many sums are requantized at a time. */
    private static final int REQUANTIZED = 256;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof MatmulInteger) || !draft.fitsBuffer(node.out())) return false;
        Optional<Long> aZero = ZeroPoint.known(node, 2, draft);
        Optional<Long> bZero = ZeroPoint.known(node, 3, draft);
        if (!isMatrix(node.in(0), draft) || !isMatrix(node.in(1), draft) || aZero.isEmpty() || bZero.isEmpty()) return false;
        Located a = FloatProducts.inner(draft.at(node.in(0)), draft);
        Located b = turned(draft.at(node.in(1)), draft);
        Shape shape = node.out().type().shape();
        Shape batch = Shape.of(shape.dims().subList(0, shape.rank() - 2));
        if (!a.shape().dim(-1).equals(b.shape().dim(-2)) || Stack.of(batch, List.of(a, b)).isEmpty()) return false;
        Optional<Node> use = draft.onlyUse(node.out());
        Optional<ColumnRequant> requant = use.flatMap(next -> Epilogue.uniform(next, REQUANTIZED, draft));
        requant.ifPresent(_ -> draft.claim(use.get()));
        Value result = requant.isPresent() ? use.get().out() : node.out();
        Located out = draft.allocate(result, Layout.rowMajor(shape.rank()));
        for (Located each : List.of(a, b, out)) draft.touch(each);
        Sizes sizes = draft.sizes();
        String rows = sizes.of(a.shape().dim(-2));
        String columns = sizes.of(b.shape().dim(-1));
        String block = "portion(" + sizes.of(batch.elements()) + " * " + rows + ", " + ROWS + ")";
        String blocks = "Math.ceilDiv(" + rows + ", " + block + ")";
        var text = new Text();
        text.line("final int block = " + block + ";");
        text.line("final int blocks = " + blocks + ";");
        text.line("final int matrix = task / blocks;");
        text.line("final int row = task % blocks * block;");
        List<String> at = Stack.of(batch, List.of(a, b, out)).orElseThrow().offsets("matrix", text, sizes);
        text.line("final DataGemm product = new DataGemm(" + draft.constant(new CodeKernels(node.kernel())) + ", "
                + sizes.of(a.shape().dim(-1)) + ");");
        String aStride = Attentions.stride(a, -2, sizes);
        text.line("final DataGemm.Codes a = " + codes(a, at.get(0) + " + row * " + aStride, aStride,
                "Math.min(block, " + rows + " - row)", aZero.get()));
        text.line("final DataGemm.Codes b = " + codes(b, at.get(1), Attentions.stride(b, -1, sizes), columns, bZero.get()));
        text.line("product." + (requant.isPresent() ? "codes" : "sums") + "(a, b, "
                + requant.map(each -> draft.constant(each) + ", ").orElse("") + out.array() + ", " + at.get(2) + " + row * "
                + columns + ", " + columns + ");");
        draft.step("%" + result.name() + ": products of two matrices of codes", sizes.of(batch.elements()) + " * " + blocks,
                text.toString());
        return true;
    }

    private static boolean isMatrix(Value value, Draft draft) {
        Element element = value.type().element();
        boolean codes = element.equals(Element.I8) || element.equals(Element.U8);
        return codes && value.type().shape().rank() >= 2 && draft.fitsBuffer(value) && !draft.at(value).isBoxed();
    }

    /** With neighbours along the last axis but one side by side. */
    private static Located turned(Located b, Draft draft) {
        int rank = b.rank();
        if (b.stride(rank - 2).is(1)) return b;
        List<Integer> order = new ArrayList<>(Layout.rowMajor(rank).order());
        Collections.swap(order, rank - 2, rank - 1);
        return Copies.convert(b, new Layout(order), draft);
    }

    private static String codes(Located matrix, String at, String stride, String rows, long zero) {
        return "new DataGemm.Codes(" + matrix.array() + ", " + at + ", " + stride + ", " + rows + ", "
                + !matrix.element().isSigned() + ", " + zero + ");";
    }
}
