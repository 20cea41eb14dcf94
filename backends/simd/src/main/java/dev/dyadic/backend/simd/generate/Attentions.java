// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Normalization.MaskedSoftmax;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code softmax(q k * scale + mask) v} of f32: scores are never in memory but for a few rows at a time. */
final class Attentions implements Region {

    /** So many rows of a head are a task. */
    private static final int ROWS = 128;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!isProduct(node, draft)) return false;
        Optional<Match> match = match(node, draft);
        return match.isPresent() && write(match.get(), draft);
    }

    /** The values of one attention, and the nodes after the first product. */
    private record Match(Optional<String> kernel, Value q, Value k, String scale, Optional<Value> mask, float fill, Value v,
            Value result,
            List<Node> nodes) {}

    private static boolean isProduct(Node node, Draft draft) {
        return node.op() instanceof Matmul && draft.fitsBuffer(node.out())
                && node.ins().stream().allMatch(in -> isFloat(in, draft) && in.type().shape().rank() >= 2);
    }

    private static boolean isFloat(Value value, Draft draft) {
        return value.type().element().equals(Element.F32) && draft.fitsBuffer(value)
                && !(draft.isReady(value) && draft.at(value).isBoxed());
    }

    private static Optional<Match> match(Node product, Draft draft) {
        List<Node> nodes = new ArrayList<>();
        Value now = product.out();
        Optional<Node> use = draft.onlyUse(now);
        Optional<String> scale = use.flatMap(next -> FloatProducts.scale(next, product.out(), draft));
        if (scale.isPresent()) {
            nodes.add(use.get());
            now = use.get().out();
            use = draft.onlyUse(now);
        }
        if (use.isEmpty() || !use.get().in(0).equals(now) || !isLast(use.get())) return Optional.empty();
        Node softmax = use.get();
        Optional<Value> mask = softmax.op() instanceof MaskedSoftmax ? Optional.of(softmax.in(1)) : Optional.empty();
        float fill = softmax.op() instanceof MaskedSoftmax(_, double value) ? (float) value : 0;
        Optional<Node> last = draft.onlyUse(softmax.out()).filter(next -> isProduct(next, draft))
                .filter(next -> next.in(0).equals(softmax.out()) && draft.isReady(next.in(1)));
        if (last.isEmpty() || mask.isPresent() && !masks(mask.get(), now, draft)) return Optional.empty();
        nodes.add(softmax);
        nodes.add(last.get());
        return Optional
                .of(new Match(product.kernel(), product.in(0), product.in(1), scale.orElse("1f"), mask, fill, last.get().in(1),
                        last.get().out(), nodes));
    }

    private static boolean isLast(Node node) {
        int rank = node.out().type().shape().rank();
        return switch (node.op()) {
            case Softmax(int axis) -> axis == -1 || axis == rank - 1;
            case MaskedSoftmax(int axis, _) -> axis == -1 || axis == rank - 1;
            default -> false;
        };
    }

    /** Whether a mask has a float for each key, and one row or one for each row of scores. */
    private static boolean masks(Value mask, Value scores, Draft draft) {
        if (!draft.isReady(mask) || !isFloat(mask, draft)) return false;
        Shape shape = mask.type().shape();
        Shape whole = scores.type().shape();
        return shape.rank() > 0 && shape.dim(-1).equals(whole.dim(-1))
                && (shape.rank() == 1 || shape.dim(-2).is(1) || shape.dim(-2).equals(whole.dim(-2)));
    }

    private static boolean write(Match match, Draft draft) {
        Located q = FloatProducts.inner(draft.at(match.q()), draft);
        Located k = draft.at(match.k());
        Located v = draft.at(match.v());
        Optional<Located> mask = match.mask().map(each -> Copies.rowMajor(draft.at(each), draft));
        Shape shape = match.result().type().shape();
        Shape batch = Shape.of(shape.dims().subList(0, shape.rank() - 2));
        if (!q.shape().dim(-1).equals(k.shape().dim(-2)) || !k.shape().dim(-1).equals(v.shape().dim(-2))) return false;
        List<Located> operands = new ArrayList<>(List.of(q, k, v));
        mask.ifPresent(operands::add);
        if (Stack.of(batch, operands).isEmpty()) return false;
        match.nodes().forEach(draft::claim);
        Located out = draft.allocate(match.result(), FloatProducts.outLayout(match.result(), draft));
        operands.add(out);
        operands.forEach(draft::touch);
        Sizes sizes = draft.sizes();
        String rows = sizes.of(q.shape().dim(-2));
        var text = new Text();
        text.line("final int blocks = Math.ceilDiv(" + rows + ", " + ROWS + ");");
        text.line("final int head = task / blocks;");
        text.line("final int row = task % blocks * " + ROWS + ";");
        List<String> at = Stack.of(batch, operands).orElseThrow().offsets("head", text, sizes);
        String kernel = draft.constant(new FloatKernels(match.kernel()));
        text.line("final Attention attention = new Attention(" + kernel + ", " + sizes.of(q.shape().dim(-1)) + ", "
                + sizes.of(k.shape().dim(-1))
                + ", "
                + sizes.of(v.shape().dim(-1)) + ");");
        text.line("final float[] packed = TaskMemory.packed(attention.packedLength());");
        boolean sideBySide = k.stride(k.rank() - 2).is(1);
        if (!sideBySide) {
            text.line("attention.keys(" + k.array() + ", " + at.get(1) + ", " + stride(k, -2, sizes) + ", "
                    + stride(k, -1, sizes) + ", packed);");
        }
        String keys = sideBySide ? k.array() + ", " + at.get(1) + ", " + stride(k, -1, sizes)
                : "packed, attention.keysAt(), " + sizes.of(q.shape().dim(-1));
        text.line("attention.values(" + v.array() + ", " + at.get(2) + ", " + stride(v, -2, sizes) + ", " + stride(v, -1, sizes)
                + ", packed);");
        String own = mask.map(each -> rowStride(each, sizes)).orElse("0");
        String masked = mask.isEmpty() ? draft.constant(new float[0]) + ", 0, 0, "
                : mask.get().array() + ", " + at.get(3) + " + row * " + own + ", " + own + ", ";
        String qStride = stride(q, -2, sizes);
        String outStride = stride(out, -2, sizes);
        text.line("attention.rows(" + q.array() + ", " + at.getFirst() + " + row * " + qStride + ", " + qStride + ", Math.min("
                + ROWS
                + ", " + rows + " - row), " + match.scale() + ", " + keys
                + ", packed, TaskMemory.floats(attention.scoresLength()), " + masked
                + Float.toString(match.fill()) + "f, " + out.array() + ", " + at.getLast() + " + row * " + outStride + ", "
                + outStride + ");");
        draft.step("%" + match.result().name() + ": attention",
                sizes.of(batch.elements()) + " * Math.ceilDiv(" + rows + ", " + ROWS
                        + ")",
                text.toString());
        return true;
    }

    private static String stride(Located at, int axis, Sizes sizes) {
        return sizes.of(at.stride(axis + at.rank()));
    }

    /** How far rows of a mask are apart; 0 where there is one for all. */
    private static String rowStride(Located mask, Sizes sizes) {
        return sizes.of(mask.rank() == 1 || mask.shape().dim(-2).is(1) ? Dim.ZERO : mask.stride(mask.rank() - 2));
    }
}
