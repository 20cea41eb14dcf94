// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Spectral;
import dev.dyadic.ir.op.Spectral.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import java.util.List;
import java.util.Optional;

/** The type rules of {@link Spectral}. */
final class SpectralTypes {

    private static final Dim COMPLEX = Dim.of(2);

    private SpectralTypes() {}

    static List<Fact> infer(Spectral op, Site at) {
        at.takes(3, 3);
        at.gives(1, 1);
        return switch (op) {
            case Dft(boolean inverse, boolean oneSided) -> dft(inverse, oneSided, at);
            case Stft(boolean oneSided) -> stft(oneSided, at);
        };
    }

    private static List<Fact> dft(boolean inverse, boolean oneSided, Site at) {
        at.scalar(1, Want.INTEGER);
        at.scalar(2, Want.INTEGER);
        at.rank(0, 2, Integer.MAX_VALUE);
        Scalar scalar = at.scalar(0, Want.FLOAT);
        Shape x = at.shape(0);
        if (!x.ranked()) return Site.one(x, scalar);
        parts(x, at);
        Dim parts = inverse && oneSided ? Dim.ONE : COMPLEX;
        Optional<Long> axis = at.number(2);
        if (axis.isEmpty()) return Site.one(Shape.ofRank(x.rank()).with(-1, parts), scalar);
        int along = at.axis(axis.get(), x.rank());
        if (along == x.rank() - 1) throw at.wrong("found axis " + axis.get() + "; the last axis holds real and imaginary parts.");
        return Site.one(x.with(along, bins(at.size(1), oneSided && !inverse)).with(-1, parts), scalar);
    }

    private static void parts(Shape x, Site at) {
        Dim parts = x.dim(-1);
        if (parts.isConstant() && !parts.is(1) && !parts.is(2)) {
            throw at.wrong("operand 0 is " + at.in(0).type() + "; its last axis must have size 1 or 2.");
        }
    }

    private static Dim bins(Dim length, boolean half) {
        return half ? length.floorDiv(COMPLEX).plus(1) : length;
    }

    private static List<Fact> stft(boolean oneSided, Site at) {
        Shape x = at.shape(0, 3);
        Scalar scalar = at.scalar(0, Want.FLOAT);
        at.scalar(1, Want.INTEGER);
        parts(x, at);
        Dim step = at.size(1);
        Dim length = at.shape(2, 1).dim(0);
        if (step.isConstant() && step.constant() < 1) throw at.wrong("found a step of " + step + "; it must be positive.");
        Dim frames = x.dim(1).minus(length).floorDiv(step).plus(1);
        if (frames.isConstant() && frames.constant() < 1) {
            throw at.wrong("operand 0 is " + at.in(0).type() + ", frames have " + length + " samples; they must fit.");
        }
        return Site.one(Shape.of(List.of(x.dim(0), frames, bins(length, oneSided), COMPLEX)), scalar);
    }
}
