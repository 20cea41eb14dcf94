// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp.CodeSoftmax;
import dev.dyadic.ir.op.Quantization.QuantizeRows;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/** Ops that work on each row along the last axis by itself: quantization by row, softmax of codes. */
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

    private static boolean quantize(Node node, long largest, Draft draft) {
        if (node.outs().size() != 2) return false;
        Located x = Copies.rowMajor(draft.at(node.in(0)), draft);
        Located codes = draft.allocate(node.outs().get(0), Layout.rowMajor(x.rank()));
        Located scales = draft.allocate(node.outs().get(1), Layout.rowMajor(x.rank()));
        draft.touch(x);
        draft.touch(codes);
        draft.touch(scales);
        Text text = head(x, draft);
        text.line(quantize(from(x, "columns") + ", columns, rows", "row", largest, codes, scales));
        step(node, x, text, draft);
        return true;
    }

    /**
     * The statement that quantizes rows of a task.
     *
     * @param from an array, a place in it, how far rows are apart, and how many there are
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
