// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Quantization;
import dev.dyadic.ir.op.Quantization.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.List;

/** The type rules of {@link Quantization}. */
final class QuantizationTypes {

    private QuantizationTypes() {}

    static List<Fact> infer(Quantization op, Site at) {
        return switch (op) {
            case Quantize(Element to, int axis, long block, _) -> quantize(to, axis, block, at);
            case Dequantize(Element to, int axis, long block) -> dequantize(to, axis, block, at);
            case DynamicQuantize _ -> dynamic(at);
            case QuantizeRows(long largest) -> rows(largest, at);
        };
    }

    private static List<Fact> quantize(Element to, int axis, long block, Site at) {
        scaled(axis, block, at);
        at.scalar(0, Want.NUMBER);
        if (at.count() == 3) at.must(2, to);
        return Site.one(at.shape(0), to);
    }

    private static List<Fact> dequantize(Element to, int axis, long block, Site at) {
        scaled(axis, block, at);
        at.scalar(0, Want.NUMBER);
        if (at.count() == 3) at.same(0, 2);
        return Site.one(at.shape(0), to);
    }

    private static void scaled(int axis, long block, Site at) {
        at.takes(2, 3);
        at.gives(1, 1);
        at.scalar(1, Want.FLOAT);
        Shape x = at.shape(0);
        if (block == 0) at.rank(1, 0, 1);
        if (!x.ranked() || !at.shape(1).ranked()) return;
        if (at.shape(1).elements().is(1)) return;
        int along = at.axis(axis, x.rank());
        if (block == 0 && at.shape(1).rank() == 1) {
            at.agree(x.dim(along), at.shape(1).dim(0), "size of axis " + along + " and number of scales");
        }
        if (block > 0) {
            at.rank(1, x.rank(), x.rank());
            at.agree(x.dim(along).ceilDiv(Dim.of(block)), at.shape(1).dim(along), "blocks and scales along axis " + along);
        }
    }

    private static List<Fact> dynamic(Site at) {
        at.takes(1, 1);
        at.gives(1, 3);
        at.must(0, Element.F32);
        List<Fact> results = List.of(
                Fact.of(new Type(at.shape(0), Element.U8)),
                Fact.of(new Type(Shape.SCALAR, Element.F32)),
                Fact.of(new Type(Shape.SCALAR, Element.U8)));
        return results.subList(0, at.outs().size());
    }

    private static List<Fact> rows(long largest, Site at) {
        at.takes(1, 1);
        at.gives(1, 2);
        if (largest < 1 || largest > Element.I8.max()) throw at.wrong("found a largest code of " + largest + "; it is 1 to 127.");
        at.must(0, Element.F32);
        at.rank(0, 1, Integer.MAX_VALUE);
        Shape x = at.shape(0);
        Shape scales = x.ranked() ? x.with(x.rank() - 1, Dim.ONE) : x;
        List<Fact> results = List.of(Fact.of(new Type(x, Element.I8)), Fact.of(new Type(scales, Element.F32)));
        return results.subList(0, at.outs().size());
    }
}
