// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.op.Source.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The type rules of {@link Source}. */
final class SourceTypes {

    private SourceTypes() {}

    static List<Fact> infer(Source op, Site at) {
        at.gives(1, 1);
        return switch (op) {
            case Parameter _ -> throw new IllegalStateException("%" + at.outs().getFirst() + " is an input; no node gives it");
            case Constant(Tensor value) -> constant(value, at);
            case ShapeOf _ -> shapeOf(at);
            case Range _ -> range(at);
            case RandomUniform(Element element, _, _, _) -> random(element, at);
            case RandomNormal(Element element, _, _, _) -> random(element, at);
        };
    }

    private static List<Fact> constant(Tensor value, Site at) {
        at.takes(0, 0);
        return List.of(Fact.of(value));
    }

    private static List<Fact> shapeOf(Site at) {
        at.takes(1, 1);
        Shape x = at.shape(0);
        if (!x.ranked()) return Site.one(Shape.ofRank(1), Element.I64);
        return List.of(Contents.fact(Type.of(Element.I64, x.rank()), Optional.of(x.dims())));
    }

    private static List<Fact> range(Site at) {
        at.takes(3, 3);
        for (int i = 0; i < 3; i++) at.scalar(i, Want.NUMBER);
        Dim count = count(at);
        Type type = new Type(Shape.of(List.of(count)), at.same(0, 1, 2));
        return List.of(Contents.fact(type, count.isConstant() ? steps(count.constant(), at) : Optional.empty()));
    }

    private static Dim count(Site at) {
        Dim start = at.size(0);
        Dim limit = at.size(1);
        Dim delta = at.size(2);
        if (delta.is(0)) throw at.wrong("found a step of 0; it must not be 0.");
        if (delta.isConstant() && start.isKnown() && limit.isKnown()) {
            Dim way = limit.minus(start);
            return way.times(Dim.of(Long.signum(delta.constant())))
                    .ceilDiv(Dim.of(Math.absExact(delta.constant())))
                    .max(Dim.ZERO);
        }
        boolean floats = at.ins().stream().allMatch(in -> in.constant().isPresent() && in.type().element().isFloat());
        if (!floats) return Dim.UNKNOWN;
        double[] numbers = at.ins().stream().mapToDouble(in -> in.constant().orElseThrow().getDouble(0)).toArray();
        double steps = Math.ceil((numbers[1] - numbers[0]) / numbers[2]);
        return Double.isFinite(steps) && steps < Integer.MAX_VALUE ? Dim.of((long) Math.max(0, steps)) : Dim.UNKNOWN;
    }

    private static Optional<List<Dim>> steps(long count, Site at) {
        Dim start = at.size(0);
        Dim delta = at.size(2);
        if (count > Contents.MOST_ELEMENTS || !start.isKnown() || !delta.isKnown()) return Optional.empty();
        List<Dim> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) steps.add(start.plus(delta.times(Dim.of(i))));
        return Optional.of(steps);
    }

    private static List<Fact> random(Element element, Site at) {
        at.takes(1, 1);
        return Site.one(ReshapeTypes.sizes(at, 0), element);
    }
}
