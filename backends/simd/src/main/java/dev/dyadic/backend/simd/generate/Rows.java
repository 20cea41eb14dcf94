// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp.CodeSoftmax;
import dev.dyadic.ir.op.Normalization.MaskedSoftmax;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.op.Quantization.QuantizeRows;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/** Ops that work on each row along the last axis by itself: softmax, quantization by row. */
final class Rows implements Region {

    /** So many rows are a task, at most. */
    static final int ROWS = 16;

    /** So many elements make a task, at least, where there are not rows for all threads. */
    private static final int ELEMENTS = 4096;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Value x = node.in(0);
        boolean rows = node.outs().stream().allMatch(draft::fitsBuffer) && draft.fitsBuffer(x) && x.type().shape().rank() > 0
                && !draft.at(x).isBoxed();
        if (!rows) return false;
        boolean floats = x.type().element().equals(Element.F32);
        return switch (node.op()) {
            case Softmax(int axis) -> floats && isLast(axis, x) && softmax(node, draft);
            case MaskedSoftmax(int axis, double fill) -> floats && isLast(axis, x) && masked(node, (float) fill, draft);
            case QuantizeRows(long largest) -> floats && quantize(node, largest, draft);
            case CodeSoftmax op -> isLast(op.axis(), x) && codes(node, op, draft);
            default -> false;
        };
    }

    static boolean isLast(int axis, Value x) {
        int rank = x.type().shape().rank();
        return axis == -1 || axis == rank - 1;
    }

    static String count(Located x, Draft draft) {
        return draft.sizes().of(x.shape().dims().subList(0, x.rank() - 1).stream().reduce(Dim.ONE, Dim::times));
    }

    static Text head(Located x, Draft draft) {
        var text = new Text();
        text.line("final int columns = " + draft.sizes().of(x.shape().dim(-1)) + ";");
        text.line("final int most = " + most(x, draft) + ";");
        text.line("final int row = task * most;");
        text.line("final int rows = Math.min(most, " + count(x, draft) + " - row);");
        return text;
    }

    /** How many tasks take the rows of {@link #head}. */
    static String tasks(Located x, Draft draft) {
        return "Math.ceilDiv(" + count(x, draft) + ", " + most(x, draft) + ")";
    }

    private static String most(Located x, Draft draft) {
        return "Math.min(" + ROWS + ", portion(" + count(x, draft) + ", Math.ceilDiv(" + ELEMENTS + ", Math.max(1, "
                + draft.sizes().of(x.shape().dim(-1)) + "))))";
    }

    private static void step(Node node, Located x, Text text, Draft draft) {
        draft.step("%" + node.name() + ": " + node.op().mnemonic(), tasks(x, draft), text.toString());
    }

    static String from(Located at, String columns) {
        return at.array() + ", " + at.at() + " + row * " + columns;
    }

    private static boolean softmax(Node node, Draft draft) {
        Located x = Copies.rowMajor(draft.at(node.in(0)), draft);
        Located out = draft.allocate(node.out(), Layout.rowMajor(x.rank()));
        draft.touch(x);
        draft.touch(out);
        Text text = head(x, draft);
        text.line("Softmax.rows(" + from(x, "columns") + ", rows, columns, " + from(out, "columns") + ");");
        step(node, x, text, draft);
        return true;
    }

    /** Rows of x go in blocks that step through the mask alike. */
    private static boolean masked(Node node, float fill, Draft draft) {
        Value mask = node.in(1);
        if (!draft.fitsBuffer(mask) || draft.at(mask).isBoxed()) return false;
        if (mask.type().shape().rank() == 0 || !mask.type().shape().dim(-1).equals(node.in(0).type().shape().dim(-1)))
            return false;
        Located x = Copies.rowMajor(draft.at(node.in(0)), draft);
        Located keep = Copies.rowMajor(draft.at(mask), draft);
        var outer = dev.dyadic.ir.type.Shape.of(x.shape().dims().subList(0, x.rank() - 1));
        Optional<LoopNest> nest = LoopNest.of(outer, Layout.rowMajor(outer.rank()),
                List.of(LoopNest.Operand.leading(keep, keep.rank() - 1)));
        if (nest.isEmpty() || nest.get().sizes().size() > 2) return false;
        Located out = draft.allocate(node.out(), Layout.rowMajor(x.rank()));
        draft.touch(x);
        draft.touch(keep);
        draft.touch(out);
        Sizes sizes = draft.sizes();
        List<Dim> loops = nest.get().sizes();
        Dim inner = nest.get().inner();
        String perBlock = "Math.ceilDiv(" + sizes.of(inner) + ", " + ROWS + ")";
        boolean nested = loops.size() == 2;
        String outerStride = nested ? sizes.of(nest.get().strides().getFirst().getFirst()) : "0";
        String innerStride = sizes.of(nest.get().innerStride(0));
        var text = new Text();
        text.line("final int columns = " + sizes.of(x.shape().dim(-1)) + ";");
        text.line("final int blocks = " + perBlock + ";");
        text.line("final int block = task / blocks;");
        text.line("final int first = task % blocks * " + ROWS + ";");
        text.line("final int rows = Math.min(" + ROWS + ", " + sizes.of(inner) + " - first);");
        text.line("final int row = block * " + sizes.of(inner) + " + first;");
        text.line(
                "Softmax.maskedRows(" + from(x, "columns") + ", rows, columns, " + keep.array() + ", " + keep.at() + " + block * "
                        + outerStride + " + first * " + innerStride + ", " + innerStride + ", " + Float.toString(fill) + "f, "
                        + from(out, "columns") + ");");
        draft.step("%" + node.name() + ": masked-softmax", (nested ? sizes.of(loops.getFirst()) + " * " : "") + perBlock,
                text.toString());
        return true;
    }

    private static boolean quantize(Node node, long largest, Draft draft) {
        if (node.outs().size() != 2) return false;
        Located x = Copies.rowMajor(draft.at(node.in(0)), draft);
        Located codes = draft.allocate(node.outs().get(0), Layout.rowMajor(x.rank()));
        Located scales = draft.allocate(node.outs().get(1), Layout.rowMajor(x.rank()));
        draft.touch(x);
        draft.touch(codes);
        draft.touch(scales);
        Text text = head(x, draft);
        text.line(quantize(from(x, "columns") + ", rows", "row", largest, codes, scales));
        step(node, x, text, draft);
        return true;
    }

    /**
     * The statement that quantizes rows of a task.
     *
     * @param from an array, a place in it, and how many rows there are
     * @param row the number of the first
     */
    static String quantize(String from, String row, long largest, Located codes, Located scales) {
        return "Quantize.rows(" + from + ", columns, " + largest + ", " + QuantizeRows.LEAST_SCALE + "f, " + codes.array() + ", "
                + codes.at() + " + " + row + " * columns, " + scales.array() + ", " + scales.at() + " + " + row + ");";
    }

    private static boolean codes(Node node, CodeSoftmax op, Draft draft) {
        Optional<Tensor> exponentials = draft.constant(node.in(1)).filter(each -> each.element().bits() == 32);
        boolean bytes = node.in(0).type().element().bits() == 8 && op.to().bits() == 8;
        if (exponentials.isEmpty() || !bytes || op.levels() >= 1 << 16) return false;
        Located x = Copies.rowMajor(draft.at(node.in(0)), draft);
        Located out = draft.allocate(node.out(), Layout.rowMajor(x.rank()));
        draft.touch(x);
        draft.touch(out);
        Text text = head(x, draft);
        text.line("CodeSoftmax.rows(" + from(x, "columns") + ", " + !x.element().isSigned() + ", rows, columns, "
                + draft.constant(TensorArrays.of(exponentials.get())) + ", " + op.levels() + ", " + op.zero() + ", "
                + from(out, "columns") + ");");
        step(node, x, text, draft);
        return true;
    }
}
