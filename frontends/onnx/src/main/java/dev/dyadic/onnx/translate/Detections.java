// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Indexing.NonMaxSuppression;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Picking boxes. */
final class Detections {

    private Detections() {}

    static void register(Translations all) {
        all.put("NonMaxSuppression", Detections::nonMaxSuppression);
    }

    /** Without a number of boxes none is picked; without a threshold every score is good enough. */
    private static List<Value> nonMaxSuppression(OnnxNode node, Emitter emit) {
        Value most = scalar(node, 2, Element.I64, 0, emit);
        Value overlap = scalar(node, 3, Element.F32, 0, emit);
        Value threshold = scalar(node, 4, Element.F32, Double.NEGATIVE_INFINITY, emit);
        var op = new NonMaxSuppression(node.flag("center_point_box", false));
        return List.of(emit.emit(op, node.in(0), node.in(1), most, overlap, threshold));
    }

    private static Value scalar(OnnxNode node, int i, Element element, double otherwise, Emitter emit) {
        return node.optional(i)
                .map(given -> Phrases.scalar(given, emit))
                .orElseGet(() -> emit.scalar(element, otherwise));
    }
}
