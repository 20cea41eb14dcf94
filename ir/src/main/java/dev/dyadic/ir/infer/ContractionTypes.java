// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Contraction.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** The type rules of {@link Contraction}. */
final class ContractionTypes {

    private static final int CODE_BITS = 8;

    private ContractionTypes() {}

    static List<Fact> infer(Contraction op, Site at) {
        at.gives(1, 1);
        return switch (op) {
            case Matmul _ -> matmul(at);
            case MatmulInteger _ -> matmulInteger(at);
            case Conv(var strides, var pads, var dilations, long group, var autoPad) ->
                conv(new Windows(strides, pads, dilations, autoPad, false), group, at);
            case ConvInteger(var strides, var pads, var dilations, long group, var autoPad) ->
                convInteger(new Windows(strides, pads, dilations, autoPad, false), group, at);
            case ConvTranspose transpose -> convTranspose(transpose, at);
            case DeformConv(var strides, var pads, var dilations, long group, _) ->
                deformConv(new Windows(strides, pads, dilations, AutoPad.EXPLICIT, false), group, at);
            case Einsum(String equation) -> Einstein.infer(equation, at);
            case Det _ -> det(at);
        };
    }

    private static List<Fact> matmul(Site at) {
        at.takes(2, 2);
        at.scalar(0, Want.NUMBER);
        at.scalar(1, Want.NUMBER);
        return Site.one(product(at), at.same(0, 1));
    }

    private static List<Fact> matmulInteger(Site at) {
        at.takes(4, 4);
        codes(at);
        return Site.one(product(at), Element.I32);
    }

    private static void codes(Site at) {
        for (int i = 0; i < 2; i++) {
            at.scalar(i, Want.INTEGER);
            if (at.element(i).isPresent() && at.element(i).get().bits() > CODE_BITS) {
                throw at.wrong("operand " + i + " is " + at.in(i).type() + "; it must hold integers of up to 8 bits.");
            }
        }
    }

    private static Shape product(Site at) {
        at.rank(0, 1, Integer.MAX_VALUE);
        at.rank(1, 1, Integer.MAX_VALUE);
        Shape a = at.shape(0);
        Shape b = at.shape(1);
        if (!a.ranked() || !b.ranked()) return Shape.unranked();
        Dim inner = b.dim(b.rank() == 1 ? 0 : -2);
        if (a.dim(-1).isConstant() && inner.isConstant() && !a.dim(-1).equals(inner)) {
            throw at.wrong(
                    "found " + at.in(0).type() + " times " + at.in(1).type() + ", inner sizes " + a.dim(-1) + " and " + inner
                            + "; they must be equal.");
        }
        Shape leading = Broadcasting.both(at, lead(a), lead(b));
        List<Dim> dims = new ArrayList<>(leading.dims());
        if (a.rank() > 1) dims.add(a.dim(-2));
        if (b.rank() > 1) dims.add(b.dim(-1));
        return Shape.of(dims);
    }

    private static Shape lead(Shape shape) {
        return Shape.of(shape.dims().subList(0, Math.max(0, shape.rank() - 2)));
    }

    private static List<Fact> conv(Windows windows, long group, Site at) {
        at.takes(2, 3);
        for (int i = 0; i < at.count(); i++) at.scalar(i, Want.NUMBER);
        Scalar scalar = at.count() == 3 ? at.same(0, 1, 2) : at.same(0, 1);
        if (at.count() == 3) at.agree(at.shape(2, 1).dim(0), filters(at), "size of the bias and number of filters");
        return Site.one(convolved(windows, group, at), scalar);
    }

    private static List<Fact> convInteger(Windows windows, long group, Site at) {
        at.takes(4, 4);
        codes(at);
        return Site.one(convolved(windows, group, at), Element.I32);
    }

    private static List<Fact> deformConv(Windows windows, long group, Site at) {
        at.takes(5, 5);
        at.scalar(0, Want.FLOAT);
        return Site.one(convolved(windows, group, at), at.same(0, 1, 2, 3, 4));
    }

    private static Dim filters(Site at) {
        return at.shape(1).ranked() ? at.shape(1).dim(0) : Dim.UNKNOWN;
    }

    private static Shape convolved(Windows windows, long group, Site at) {
        Shape x = image(0, at);
        Shape w = image(1, at);
        if (!x.ranked()) return x;
        grouped(group, w.dim(0), "filters", at);
        at.agree(x.dim(1), w.dim(1).times(Dim.of(group)), "channels of " + at.in(0).type() + " and of filters "
                + at.in(1).type() + " in " + group + " groups");
        return Windows.image(x.dim(0), w.dim(0), windows.sizes(at, Windows.spatial(x), Windows.spatial(w)));
    }

    /** An operand with two leading axes and as many spatial ones as the other has. */
    private static Shape image(int operand, Site at) {
        at.rank(operand, 2, Integer.MAX_VALUE);
        Shape own = at.shape(operand);
        Shape other = at.shape(1 - operand);
        if (!own.ranked()) return other.ranked() ? Shape.ofRank(other.rank()) : own;
        if (other.ranked()) at.rank(operand, other.rank(), other.rank());
        return own;
    }

    private static void grouped(long group, Dim size, String what, Site at) {
        if (group < 1) throw at.wrong("found " + group + " groups; there must be at least one.");
        if (size.isConstant() && size.constant() % group != 0) {
            throw at.wrong("found " + size + " " + what + " in " + group + " groups; their number must be a multiple.");
        }
    }

    private static List<Fact> convTranspose(ConvTranspose op, Site at) {
        at.takes(2, 3);
        at.scalar(0, Want.FLOAT);
        Scalar scalar = at.count() == 3 ? at.same(0, 1, 2) : at.same(0, 1);
        Shape x = image(0, at);
        Shape w = image(1, at);
        if (!x.ranked()) return Site.one(x, scalar);
        grouped(op.group(), w.dim(0), "channels", at);
        at.agree(x.dim(1), w.dim(0), "channels of " + at.in(0).type() + " and of filters " + at.in(1).type());
        int axes = x.rank() - 2;
        Windows.entries(at, "strides", op.strides(), axes, 1);
        Windows.entries(at, "dilations", op.dilations(), axes, 1);
        Windows.entries(at, "pads", op.pads(), 2 * axes, Integer.MIN_VALUE);
        Windows.entries(at, "output paddings", op.outputPadding(), axes, 0);
        Windows.entries(at, "output sizes", op.outputShape(), axes, 0);
        List<Dim> spatial = new ArrayList<>();
        for (int i = 0; i < axes; i++) spatial.add(spread(op, i, axes, x.dim(i + 2), w.dim(i + 2), at));
        Dim channels = w.dim(1).times(Dim.of(op.group()));
        if (at.count() == 3) at.agree(at.shape(2, 1).dim(0), channels, "size of the bias and number of filters");
        return Site.one(Windows.image(x.dim(0), channels, spatial), scalar);
    }

    private static Dim spread(ConvTranspose op, int i, int axes, Dim in, Dim kernel, Site at) {
        if (!op.outputShape().isEmpty()) return Dim.of(op.outputShape().get(i));
        Dim stride = Dim.of(Windows.entry(op.strides(), i, 1));
        boolean same = op.autoPad() == AutoPad.SAME_UPPER || op.autoPad() == AutoPad.SAME_LOWER;
        if (same) return in.times(stride);
        boolean padded = op.autoPad() == AutoPad.EXPLICIT;
        long pads = padded ? Windows.entry(op.pads(), i, 0) + Windows.entry(op.pads(), axes + i, 0) : 0;
        Dim size = in.plus(-1)
                .times(stride)
                .plus(Windows.entry(op.outputPadding(), i, 0) + 1 - pads)
                .plus(kernel.plus(-1).times(Dim.of(Windows.entry(op.dilations(), i, 1))));
        if (size.isConstant() && size.constant() < 0) {
            throw at.wrong("the result would have size " + size + " along spatial axis " + i + "; it must not be negative.");
        }
        return size;
    }

    private static List<Fact> det(Site at) {
        at.takes(1, 1);
        at.rank(0, 2, Integer.MAX_VALUE);
        Shape x = at.shape(0);
        if (!x.ranked()) return Site.one(x, at.scalar(0, Want.FLOAT));
        at.agree(x.dim(-2), x.dim(-1), "rows and columns");
        return Site.one(lead(x), at.scalar(0, Want.FLOAT));
    }
}
