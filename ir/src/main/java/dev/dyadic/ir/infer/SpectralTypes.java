// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Spectral;
import dev.dyadic.ir.op.Spectral.Dft;
import dev.dyadic.ir.op.Spectral.Stft;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import java.util.List;
import java.util.Optional;

/** The type rules of {@link Spectral}. */
final class SpectralTypes {

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
        Scalar scalar = at.scalar(0, Want.FLOAT);
        at.rank(0, 2, Integer.MAX_VALUE);
        Optional<Long> axis = at.number(2);
        if (!at.shape(0).ranked()) return Site.one(Shape.unranked(), scalar);
        Shape x = at.shape(0);
        if (axis.isEmpty()) return Site.one(at.fresh(0, x.rank(), 0), scalar);
        int along = at.axis(axis.get(), x.rank());
        Dim length = at.in(1).elements().map(List::getFirst).orElse(at.fresh(0, along));
        Dim bins = oneSided && !inverse ? length.floorDiv(Dim.of(2)).plus(1) : length;
        Dim parts = Dim.of(oneSided && inverse ? 1 : 2);
        return Site.one(at.named(0, x.with(along, bins).with(-1, parts)), scalar);
    }

    private static List<Fact> stft(boolean oneSided, Site at) {
        Scalar scalar = at.scalar(0, Want.FLOAT);
        at.rank(0, 3, 3);
        at.single(1);
        at.rank(2, 1, 1);
        Dim length = at.shape(2).ranked() ? at.shape(2).dim(0) : at.fresh(0, 2);
        Dim bins = oneSided ? length.floorDiv(Dim.of(2)).plus(1) : length;
        if (!at.shape(0).ranked()) {
            return Site.one(Shape.of(List.of(at.fresh(0, 0), at.fresh(0, 1), bins, Dim.of(2))), scalar);
        }
        Dim samples = at.shape(0).dim(1);
        Dim frames = at.number(1)
                .filter(step -> step > 0)
                .map(step -> samples.minus(length).floorDiv(Dim.of(step)).plus(1))
                .orElse(at.fresh(0, 1));
        return Site.one(at.named(0, Shape.of(List.of(at.shape(0).dim(0), frames, bins, Dim.of(2)))), scalar);
    }
}
