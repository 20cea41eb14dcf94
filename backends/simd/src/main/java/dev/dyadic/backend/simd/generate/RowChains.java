// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Normalization.LayerNorm;
import dev.dyadic.ir.op.Normalization.RmsNorm;
import dev.dyadic.ir.op.Quantization.QuantizeRows;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/**
 * Norms with the sum before them and the quantizing behind them, and functions whose results are only quantized: a few rows at a time stay
 * in the cache from one to the next.
 */
final class RowChains implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (node.op() instanceof Add) return sum(node, following, draft);
        if (isNorm(node, draft)) return norm(node, node.in(0), Optional.empty(), following, draft);
        return function(node, following, draft);
    }

    private static boolean sum(Node node, List<Node> following, Draft draft) {
        Optional<Node> norm = draft.onlyUse(node.out()).filter(next -> isNorm(next, draft) && next.in(0).equals(node.out()));
        if (norm.isEmpty()) return false;
        for (Value in : node.ins()) {
            if (!isRows(in, draft) || !in.type().shape().equals(node.out().type().shape())) return false;
        }
        draft.claim(norm.get());
        return norm(norm.get(), node.in(0), Optional.of(node.in(1)), following, draft);
    }

    private static boolean isRows(Value value, Draft draft) {
        return value.type().element().equals(Element.F32) && value.type().shape().rank() > 0 && draft.fitsBuffer(value)
                && draft.isReady(value) && !draft.at(value).isBoxed();
    }

    /** A norm along the last axis with constant factors; its operand may be still to come. */
    private static boolean isNorm(Node node, Draft draft) {
        boolean along = switch (node.op()) {
            case LayerNorm(int axis, _) -> node.outs().size() == 1 && Rows.isLast(axis, node.in(0));
            case RmsNorm(int axis, _) -> Rows.isLast(axis, node.in(0));
            default -> false;
        };
        if (!along || !node.out().type().element().equals(Element.F32) || !draft.fitsBuffer(node.out())) return false;
        if (draft.isReady(node.in(0)) && !isRows(node.in(0), draft)) return false;
        return node.ins().stream().skip(1).allMatch(each -> vector(each, node, draft).isPresent());
    }

    /** A constant f32 vector with an element for each column. */
    private static Optional<float[]> vector(Value value, Node node, Draft draft) {
        Dim columns = node.in(0).type().shape().dim(-1);
        return draft.constant(value)
                .filter(each -> each.element().equals(Element.F32) && columns.is(each.count()))
                .map(Tensor::toFloats);
    }

    private static boolean norm(Node node, Value sum, Optional<Value> residual, List<Node> following, Draft draft) {
        Located x = Copies.rowMajor(draft.at(sum), draft);
        Optional<Located> added = residual.map(each -> Copies.rowMajor(draft.at(each), draft));
        Located out = draft.allocate(node.out(), Layout.rowMajor(x.rank()));
        Text text = Rows.head(x, draft);
        text.line("Norms." + kernel(node.op()) + "(" + Rows.from(x, "columns") + ", "
                + added.map(each -> Rows.from(each, "columns")).orElseGet(() -> draft.constant(new float[0]) + ", 0")
                + ", rows, columns, " + factors(node, draft) + Rows.from(out, "columns") + ");");
        Optional<Node> quantizing = following.stream().filter(next -> quantizes(next, node.out(), draft)).findFirst();
        quantizing.ifPresent(next -> quantize(next, Rows.from(out, "columns") + ", columns, rows", "row", text, draft));
        draft.touch(x);
        added.ifPresent(draft::touch);
        draft.touch(out);
        String title = (residual.isPresent() ? "add, " : "") + node.op().mnemonic()
                + quantizing.map(_ -> ", quantize-rows").orElse("");
        step(node, title, x, text, draft);
        return true;
    }

    private static String kernel(Op op) {
        return op instanceof LayerNorm ? "layerNorm" : "rmsNorm";
    }

    private static String factors(Node node, Draft draft) {
        double epsilon = switch (node.op()) {
            case LayerNorm(_, double value) -> value;
            case RmsNorm(_, double value) -> value;
            default -> throw new IllegalStateException("no norm: " + node.op().mnemonic());
        };
        String gain = draft.constant(vector(node.in(1), node, draft).orElseThrow()) + ", ";
        if (node.op() instanceof RmsNorm) return (float) epsilon + "f, " + gain;
        float[] bias = node.ins().size() > 2 ? vector(node.in(2), node, draft).orElseThrow() : new float[0];
        return (float) epsilon + "f, " + gain + draft.constant(bias) + ", ";
    }

    private static boolean function(Node node, List<Node> following, Draft draft) {
        Optional<String> kernel = FlatKernels.function(node.op());
        if (kernel.isEmpty() || !isRows(node.in(0), draft)) return false;
        Optional<Node> next = draft.onlyUse(node.out()).filter(each -> quantizes(each, node.out(), draft));
        if (next.isEmpty() || !following.contains(next.get())) return false;
        Located x = Copies.rowMajor(draft.at(node.in(0)), draft);
        Text text = Rows.head(x, draft);
        text.line("final float[] results = TaskMemory.floats(columns);");
        text.line("for (int one = row; one < row + rows; one++) {");
        text.line("FloatMath." + kernel.get() + "(" + x.array() + ", " + x.at() + " + one * columns, results, 0, columns);");
        quantize(next.get(), "results, 0, columns, 1", "one", text, draft);
        text.line("}");
        draft.touch(x);
        step(next.get(), node.op().mnemonic() + ", quantize-rows", x, text, draft);
        return true;
    }

    private static boolean quantizes(Node node, Value rows, Draft draft) {
        return node.op() instanceof QuantizeRows && node.in(0).equals(rows) && node.outs().size() == 2
                && node.outs().stream().allMatch(draft::fitsBuffer) && !draft.isClaimed(node);
    }

    /** Puts what {@link Rows#quantize} gives, and takes its node. */
    private static void quantize(Node node, String from, String row, Text text, Draft draft) {
        draft.claim(node);
        int rank = node.in(0).type().shape().rank();
        Located codes = draft.allocate(node.outs().get(0), Layout.rowMajor(rank));
        Located scales = draft.allocate(node.outs().get(1), Layout.rowMajor(rank));
        draft.touch(codes);
        draft.touch(scales);
        text.line(Rows.quantize(from, row, ((QuantizeRows) node.op()).largest(), codes, scales));
    }

    private static void step(Node last, String title, Located x, Text text, Draft draft) {
        draft.step("%" + last.name() + ": " + title, Rows.tasks(x, draft), text.toString());
    }
}
