// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Quantization;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.DynamicQuantize;
import dev.dyadic.ir.op.Quantization.Quantize;
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
            case DynamicQuantize _ -> dynamicQuantize(at);
        };
    }

    private static List<Fact> quantize(Element to, int axis, long block, Site at) {
        at.takes(3, 3);
        at.gives(1, 1);
        at.scalar(0, Want.NUMBER);
        scales(axis, block, at);
        at.must(2, to);
        return Site.one(at.shape(0), to);
    }

    private static List<Fact> dequantize(Element to, int axis, long block, Site at) {
        at.takes(3, 3);
        at.gives(1, 1);
        at.scalar(0, Want.NUMBER);
        scales(axis, block, at);
        return Site.one(at.shape(0), to);
    }

    private static void scales(int axis, long block, Site at) {
        at.scalar(1, Want.FLOAT);
        if (block < 0) throw at.wrong("the block is " + block + "; it must be 0 or positive.");
        Shape x = at.shape(0);
        Shape scale = at.shape(1);
        if (!x.ranked() || !scale.ranked() || scale.rank() == 0 || scale.elements().is(1)) return;
        int along = at.axis(axis, x.rank());
        if (block == 0) {
            at.rank(1, 1, 1);
            at.agree(x.dim(along), scale.dim(0), "scales along axis " + axis);
        } else {
            at.rank(1, x.rank(), x.rank());
        }
    }

    private static List<Fact> dynamicQuantize(Site at) {
        at.takes(1, 1);
        at.gives(1, 3);
        at.must(0, Element.F32);
        List<Fact> all = List.of(
                Fact.of(new Type(at.shape(0), Element.U8)),
                Fact.of(Type.of(Element.F32)),
                Fact.of(Type.of(Element.U8)));
        return all.subList(0, at.outs().size());
    }
}
