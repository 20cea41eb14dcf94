// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.QuantizeRows;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A product of codes: queries and keys are quantized row by row, their products are summed, and a sum is multiplied by the scale of its key,
 * then of its query.
 *
 * @param queries quantizes queries
 * @param keyRows quantizes keys
 * @param product sums products
 * @param last gives the result
 * @param between the other nodes
 */
record CodeScoreProduct(Node queries, Node keyRows, Node product, Node last, List<Node> between) implements ScoreProduct {

    /** The one that begins with a node, which quantizes queries. */
    static Optional<ScoreProduct> of(Node queries, Draft draft) {
        if (queries.outs().size() < 2 || !Attentions.isFloat(queries.in(0), draft)) return Optional.empty();
        Optional<Node> product = user(queries.outs().get(0), MatmulInteger.class, draft);
        Optional<Node> right = product.flatMap(node -> source(node.in(1), Transpose.class, draft));
        Optional<Node> keys = right.flatMap(node -> source(node.in(0), QuantizeRows.class, draft));
        Optional<Node> real = product.flatMap(node -> user(node.out(), Cast.class, draft));
        Optional<Node> byKey = real.flatMap(node -> user(node.out(), Mul.class, draft));
        Optional<Node> scales = byKey.flatMap(node -> source(node.in(1), Transpose.class, draft));
        Optional<Node> byQuery = byKey.flatMap(node -> user(node.out(), Mul.class, draft));
        if (keys.isEmpty() || scales.isEmpty() || byQuery.isEmpty() || !isAtHand(keys.get().in(0), draft))
            return Optional.empty();
        boolean codes = product.get().in(0).equals(queries.outs().get(0)) && swaps(right.get()) && isPlain(product.get(), draft)
                && keys.get().op().equals(queries.op()) && keys.get().outs().size() == 2;
        boolean scaled = real.get().out().type().element().equals(Element.F32) && byKey.get().in(0).equals(real.get().out())
                && swaps(scales.get()) && source(scales.get().in(0), QuantizeRows.class, draft).equals(keys)
                && byQuery.get().in(0).equals(byKey.get().out())
                && source(byQuery.get().in(1), QuantizeRows.class, draft).equals(Optional.of(queries));
        if (!codes || !scaled) return Optional.empty();
        return Optional.of(new CodeScoreProduct(queries, keys.get(), product.get(), byQuery.get(),
                List.of(right.get(), real.get(), byKey.get(), scales.get())));
    }

    /** The only user of a value, if it is of that op. */
    private static Optional<Node> user(Value value, Class<? extends Op> op, Draft draft) {
        return draft.onlyUse(value).filter(node -> op.isInstance(node.op()));
    }

    /** What defines a value, if it is of that op and the value is used once. */
    private static Optional<Node> source(Value value, Class<? extends Op> op, Draft draft) {
        return draft.definition(value).filter(node -> op.isInstance(node.op()) && draft.onlyUse(value).isPresent());
    }

    private static boolean swaps(Node transpose) {
        List<Integer> order = ((Transpose) transpose.op()).permutation();
        int rank = order.size();
        if (rank < 2 || order.get(rank - 1) != rank - 2 || order.get(rank - 2) != rank - 1) return false;
        for (int i = 0; i < rank - 2; i++) if (order.get(i) != i) return false;
        return true;
    }

    /** Whether codes stand for their multiples of a scale, without a zero point. */
    private static boolean isPlain(Node product, Draft draft) {
        return ZeroPoint.known(product, 2, draft).filter(zero -> zero == 0).isPresent()
                && ZeroPoint.known(product, 3, draft).filter(zero -> zero == 0).isPresent();
    }

    /** Whether a value is there, or one that it is a transposition of. */
    private static boolean isAtHand(Value value, Draft draft) {
        Value there = draft.isReady(value) ? value : draft.definition(value).filter(node -> Views.isView(node, draft))
                .filter(node -> node.op() instanceof Transpose).map(node -> node.in(0)).orElse(value);
        return draft.isReady(there) && Attentions.isFloat(there, draft);
    }

    @Override public Value q() { return queries.in(0); }

    @Override public Value result() { return last.out(); }

    @Override public List<Node> nodes() {
        return Stream.concat(between.stream(), Stream.of(keyRows, product, last)).toList();
    }

    @Override public Located k(Draft draft) {
        Value rows = keyRows.in(0);
        if (!draft.isReady(rows)) new Views().emit(draft.definition(rows).orElseThrow(), List.of(), draft);
        return FloatProducts.inner(draft.at(rows), draft);
    }

    @Override public Dim keys() { return keyRows.in(0).type().shape().dim(-2); }

    @Override public Dim depth() { return keyRows.in(0).type().shape().dim(-1); }

    @Override public String title() { return "attention, scores of codes"; }

    @Override public void declare(String scale, Located q, String qAt, Located k, String kAt, String before, String kernel,
            Text text,
            Draft draft) {
        Sizes sizes = draft.sizes();
        String keys = sizes.of(keys());
        String depth = sizes.of(depth());
        text.line("final float[] packed = TaskMemory.packed(" + before + " + CodeScores.scalesLength(" + keys + "));");
        text.line("final Scores scores = new CodeScores(" + draft.constant(new CodeKernels(product.kernel())) + ", "
                + rows(q, qAt, sizes) + ", " + scale + ", " + rows(k, kAt, sizes) + ", " + keys + ", " + depth
                + ", TaskMemory.bytes(CodeScores.codesLength(" + keys + ", " + depth + ")), packed, " + before + ");");
    }

    private String rows(Located at, String first, Sizes sizes) {
        return "new CodeScores.Rows(" + at.array() + ", " + first + ", " + Attentions.stride(at, -2, sizes) + ", "
                + ((QuantizeRows) queries.op()).largest() + ", " + QuantizeRows.LEAST_SCALE + "f)";
    }
}
