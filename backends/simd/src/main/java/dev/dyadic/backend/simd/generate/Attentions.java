// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Normalization.MaskedSoftmax;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.op.Quantization.QuantizeRows;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code softmax(q k * scale + mask) v} of f32, the product of q and k perhaps of codes: scores are never in memory but for a few rows at a
 * time.
 */
final class Attentions implements Region {

    /** So many rows of a head are a task, at least: each task packs the keys and values of its head. */
    private static final int ROWS = 128;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Optional<ScoreProduct> scores = node.op() instanceof QuantizeRows ? CodeScoreProduct.of(node, draft)
                : floats(node, draft);
        return scores.flatMap(product -> match(product, draft)).filter(match -> write(match, draft)).isPresent();
    }

    /**
     * What scores are masked by.
     *
     * @param fill what is added where nothing is kept; empty where the value itself is added
     */
    private record Mask(Value value, OptionalDouble fill) {}

    /** The values of one attention, and the nodes of it. */
    private record Match(ScoreProduct scores, String scale, Optional<Mask> mask, Node last, List<Node> nodes) {

        Value v() { return last.in(1); }

        Value result() { return last.out(); }
    }

    private static Optional<ScoreProduct> floats(Node node, Draft draft) {
        return isProduct(node, draft) ? Optional.of(new FloatScoreProduct(node)) : Optional.empty();
    }

    private static boolean isProduct(Node node, Draft draft) {
        return node.op() instanceof Matmul && draft.fitsBuffer(node.out())
                && node.ins().stream().allMatch(in -> isFloat(in, draft) && in.type().shape().rank() >= 2);
    }

    static boolean isFloat(Value value, Draft draft) {
        return value.type().element().equals(Element.F32) && draft.fitsBuffer(value)
                && !(draft.isReady(value) && draft.at(value).isBoxed());
    }

    private static Optional<Match> match(ScoreProduct product, Draft draft) {
        List<Node> nodes = new ArrayList<>(product.nodes());
        Value now = product.result();
        Optional<Node> use = draft.onlyUse(now);
        Optional<String> scale = use.flatMap(next -> FloatProducts.scale(next, product.result(), draft));
        if (scale.isPresent()) {
            nodes.add(use.get());
            now = use.get().out();
            use = draft.onlyUse(now);
        }
        Optional<Mask> mask = Optional.empty();
        if (use.isPresent() && use.get().op() instanceof Add && use.get().out().type().shape().equals(now.type().shape())) {
            Value added = Epilogue.other(use.get(), now);
            if (!masks(added, now, draft)) return Optional.empty();
            mask = Optional.of(new Mask(added, OptionalDouble.empty()));
            nodes.add(use.get());
            now = use.get().out();
            use = draft.onlyUse(now);
        }
        if (use.isEmpty() || !use.get().in(0).equals(now) || !isLast(use.get())) return Optional.empty();
        Node softmax = use.get();
        if (softmax.op() instanceof MaskedSoftmax(_, double fill)) {
            if (mask.isPresent() || !masks(softmax.in(1), now, draft)) return Optional.empty();
            mask = Optional.of(new Mask(softmax.in(1), OptionalDouble.of(fill)));
        }
        Optional<Node> last = draft.onlyUse(softmax.out()).filter(next -> isProduct(next, draft))
                .filter(next -> next.in(0).equals(softmax.out()) && draft.isReady(next.in(1)));
        if (last.isEmpty()) return Optional.empty();
        nodes.add(softmax);
        nodes.add(last.get());
        return Optional.of(new Match(product, scale.orElse("1f"), mask, last.get(), nodes));
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
        if (shape.rank() == 0 || !isWhole(shape.dim(-1), whole.dim(-1))) return false;
        return shape.rank() == 1 || shape.dim(-2).is(1) || isWhole(shape.dim(-2), whole.dim(-2));
    }

    /** Whether sizes that broadcast are equal: they are the same, or one is the other up to a limit above 1. */
    private static boolean isWhole(Dim size, Dim whole) {
        if (size.equals(whole)) return true;
        boolean one = size.terms().size() == 1 && size.terms().getFirst().coefficient() == 1;
        return one && size.terms().getFirst().factors().size() == 1
                && size.terms().getFirst().factors().getFirst() instanceof Dim.Call(Dim.Function function, Dim left, Dim right)
                && function == Dim.Function.MIN
                && (left.equals(whole) && isLimit(right) || right.equals(whole) && isLimit(left));
    }

    private static boolean isLimit(Dim size) {
        return size.isConstant() && size.constant() > 1;
    }

    private static boolean write(Match match, Draft draft) {
        ScoreProduct scores = match.scores();
        Located q = FloatProducts.inner(draft.at(scores.q()), draft);
        Located k = scores.k(draft);
        Located v = draft.at(match.v());
        Optional<Located> mask = match.mask().map(each -> Copies.rowMajor(draft.at(each.value()), draft));
        Shape shape = match.result().type().shape();
        Shape batch = Shape.of(shape.dims().subList(0, shape.rank() - 2));
        if (!q.shape().dim(-1).equals(scores.depth()) || !scores.keys().equals(v.shape().dim(-2))) return false;
        List<Located> operands = new ArrayList<>(List.of(q, k, v));
        mask.ifPresent(operands::add);
        if (Stack.of(batch, operands).isEmpty()) return false;
        match.nodes().forEach(draft::claim);
        mask.ifPresent(each -> sizes(each.shape(), scores.result().type().shape(), draft));
        Located out = draft.allocate(match.result(), FloatProducts.outLayout(match.result(), draft));
        operands.add(out);
        operands.forEach(draft::touch);
        Sizes sizes = draft.sizes();
        String rows = sizes.of(q.shape().dim(-2));
        String block = "Math.ceilDiv(portion(" + sizes.of(batch.elements()) + " * " + rows + ", " + ROWS
                + "), FloatGemm.TILE_COLUMNS) * FloatGemm.TILE_COLUMNS";
        var text = new Text();
        text.line("final int block = " + block + ";");
        text.line("final int blocks = Math.ceilDiv(" + rows + ", block);");
        text.line("final int head = task / blocks;");
        text.line("final int row = task % blocks * block;");
        List<String> at = Stack.of(batch, operands).orElseThrow().offsets("head", text, sizes);
        String kernel = draft.constant(new FloatKernels(match.last().kernel()));
        text.line("final Attention attention = new Attention(" + kernel + ", " + sizes.of(scores.keys()) + ", "
                + sizes.of(v.shape().dim(-1)) + ");");
        scores.declare(match.scale(), q, at.getFirst() + " + row * " + stride(q, -2, sizes), k, at.get(1),
                "attention.valuesLength()", kernel, text,
                draft);
        text.line("attention.values(" + v.array() + ", " + at.get(2) + ", " + stride(v, -2, sizes) + ", " + stride(v, -1, sizes)
                + ", packed);");
        String masked = mask.isEmpty() ? "ScoreMask.NONE" : mask(match.mask().get(), mask.get(), at.get(3), sizes);
        String outStride = stride(out, -2, sizes);
        text.line("attention.rows(scores, Math.min(block, " + rows
                + " - row), packed, TaskMemory.floats(attention.memoryLength(scores)), " + masked + ", "
                + out.array() + ", " + at.getLast() + " + row * " + outStride + ", " + outStride + ");");
        draft.step("%" + match.result().name() + ": " + scores.title(),
                sizes.of(batch.elements()) + " * Math.ceilDiv(" + rows + ", " + block + ")", text.toString());
        return true;
    }

    /** Has each run check that a mask is as large as its scores, where that is not certain. */
    private static void sizes(Shape mask, Shape scores, Draft draft) {
        for (int axis = -1; axis >= Math.max(-2, -mask.rank()); axis--) {
            if (!mask.dim(axis).is(1) && !mask.dim(axis).equals(scores.dim(axis))) draft.spread(mask.dim(axis), scores.dim(axis));
        }
    }

    private static String mask(Mask mask, Located at, String first, Sizes sizes) {
        String own = rowStride(at, sizes);
        String rows = at.array() + ", " + first + " + row * " + own + ", " + own;
        return mask.fill().isEmpty() ? "ScoreMask.adding(" + rows + ")"
                : "ScoreMask.keeping(" + rows + ", " + (float) mask.fill().getAsDouble() + "f)";
    }

    static String stride(Located at, int axis, Sizes sizes) {
        return sizes.of(at.stride(axis + at.rank()));
    }

    /** How far rows of a mask are apart; 0 where there is one for all. */
    private static String rowStride(Located mask, Sizes sizes) {
        return sizes.of(mask.rank() == 1 || mask.shape().dim(-2).is(1) ? Dim.ZERO : mask.stride(mask.rank() - 2));
    }
}
