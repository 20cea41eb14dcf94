// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Dim;
import java.util.List;

/** A product of f32. */
record FloatScoreProduct(Node product) implements ScoreProduct {

    @Override public Value q() { return product.in(0); }

    @Override public Value result() { return product.out(); }

    @Override public List<Node> nodes() { return List.of(); }

    @Override public Located k(Draft draft) { return draft.at(product.in(1)); }

    @Override public Dim keys() { return product.in(1).type().shape().dim(-1); }

    @Override public Dim depth() { return product.in(1).type().shape().dim(-2); }

    @Override public String title() { return "attention"; }

    /** Keys that lie side by side are read where they are. */
    @Override public void declare(String scale, Located q, String qAt, Located k, String kAt, String before, String kernel,
            Text text,
            Draft draft) {
        Sizes sizes = draft.sizes();
        String keys = sizes.of(keys());
        String depth = sizes.of(depth());
        boolean sideBySide = k.stride(k.rank() - 2).is(1);
        text.line("final float[] packed = TaskMemory.packed(" + before + (sideBySide ? "" : " + " + keys + " * " + depth) + ");");
        if (!sideBySide) {
            text.line("FloatScores.pack(" + k.array() + ", " + kAt + ", " + Attentions.stride(k, -2, sizes) + ", "
                    + Attentions.stride(k, -1, sizes) + ", " + keys + ", " + depth + ", packed, " + before + ");");
        }
        String at = sideBySide ? k.array() + ", " + kAt + ", " + Attentions.stride(k, -1, sizes)
                : "packed, " + before + ", " + depth;
        text.line("final Scores scores = new FloatScores(" + kernel + ", " + q.array() + ", " + qAt + ", "
                + Attentions.stride(q, -2, sizes) + ", " + scale + ", " + at + ", " + keys + ", " + depth + ");");
    }
}
