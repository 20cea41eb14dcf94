// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Normalization;
import dev.dyadic.ir.op.Normalization.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/** The type rules of {@link Normalization}. */
final class NormalizationTypes {

    private NormalizationTypes() {}

    static List<Fact> infer(Normalization op, Site at) {
        at.gives(1, op instanceof LayerNorm ? 3 : 1);
        return switch (op) {
            case Softmax(int axis) -> along(axis, at);
            case LogSoftmax(int axis) -> along(axis, at);
            case Hardmax(int axis) -> along(axis, at);
            case MaskedSoftmax(int axis, _) -> masked(axis, at);
            case LayerNorm(int axis, _) -> layerNorm(axis, at);
            case RmsNorm(int axis, _) -> rmsNorm(axis, at);
            case BatchNorm _ -> channels(5, at);
            case InstanceNorm _ -> channels(3, at);
            case GroupNorm(long groups, _) -> groupNorm(groups, at);
            case LocalResponseNorm _ -> localResponse(at);
        };
    }

    private static List<Fact> along(int axis, Site at) {
        at.takes(1, 1);
        if (at.shape(0).ranked()) at.axis(axis, at.shape(0).rank());
        return same(at);
    }

    private static List<Fact> same(Site at) {
        return Site.one(at.shape(0), at.scalar(0, Want.FLOAT));
    }

    private static List<Fact> masked(int axis, Site at) {
        at.takes(2, 2);
        at.same(0, 1);
        if (at.shape(0).ranked()) at.axis(axis, at.shape(0).rank());
        stretches(1, at.shape(0), at);
        return same(at);
    }

    /** Refuses an operand that does not broadcast to x without stretching x. */
    private static void stretches(int operand, Shape x, Site at) {
        Shape shape = Broadcasting.both(at, x, at.shape(operand));
        boolean fits = !shape.ranked() || shape.rank() == x.rank();
        for (int axis = 0; fits && shape.ranked() && axis < x.rank(); axis++) {
            fits = !x.dim(axis).is(1) || !shape.dim(axis).isConstant() || shape.dim(axis).is(1);
        }
        if (!fits) {
            throw at.wrong("operand " + operand + " is " + at.in(operand).type() + "; it must broadcast to " + x + ".");
        }
    }

    private static List<Fact> layerNorm(int axis, Site at) {
        at.takes(2, 3);
        for (int i = 1; i < at.count(); i++) scale(i, axis, at);
        List<Fact> results = new ArrayList<>(same(at));
        Type statistics = new Type(folded(axis, at), at.scalar(0));
        for (int i = 1; i < at.outs().size(); i++) results.add(Fact.of(statistics));
        return results;
    }

    private static void scale(int operand, int axis, Site at) {
        at.same(0, operand);
        Shape x = at.shape(0);
        if (!x.ranked()) return;
        at.axis(axis, x.rank());
        stretches(operand, x, at);
    }

    private static Shape folded(int axis, Site at) {
        Shape x = at.shape(0);
        if (!x.ranked()) return x;
        for (int i = at.axis(axis, x.rank()); i < at.shape(0).rank(); i++) x = x.with(i, Dim.ONE);
        return x;
    }

    private static List<Fact> rmsNorm(int axis, Site at) {
        at.takes(2, 2);
        scale(1, axis, at);
        return same(at);
    }

    /** The other operands have one element per channel. */
    private static List<Fact> channels(int operands, Site at) {
        at.takes(operands, operands);
        Scalar scalar = at.scalar(0, Want.FLOAT);
        at.rank(0, 2, Integer.MAX_VALUE);
        Dim channels = at.shape(0).ranked() ? at.shape(0).dim(1) : Dim.UNKNOWN;
        for (int i = 1; i < operands; i++) {
            at.scalar(i, Want.FLOAT);
            channels = at.agree(channels, at.shape(i, 1).dim(0), "channels and size of operand " + i);
        }
        return Site.one(at.shape(0).ranked() ? at.shape(0).with(1, channels) : at.shape(0), scalar);
    }

    private static List<Fact> groupNorm(long groups, Site at) {
        List<Fact> result = channels(3, at);
        Dim channels = at.shape(0).ranked() ? at.shape(0).dim(1) : Dim.UNKNOWN;
        if (groups < 1 || channels.isConstant() && channels.constant() % groups != 0) {
            throw at.wrong("found " + channels + " channels in " + groups + " groups; their number must be a multiple.");
        }
        return result;
    }

    private static List<Fact> localResponse(Site at) {
        at.takes(1, 1);
        at.rank(0, 2, Integer.MAX_VALUE);
        return same(at);
    }
}
