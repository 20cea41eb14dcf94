// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.Flatten;
import dev.dyadic.ir.op.Normalization.Hardmax;
import dev.dyadic.ir.op.Normalization.LogSoftmax;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.op.Op;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Softmax and its kin. Since opset 13 they work along one axis, the last by default; before, on x flattened to two axes at
 * {@code axis}, 1 by default.
 */
final class Softmaxes {

    private static final int ONE_AXIS = 13;

    private Softmaxes() {}

    static void register(Translations all) {
        all.put("Softmax", (node, emit) -> translate(node, Softmax::new, emit));
        all.put("LogSoftmax", (node, emit) -> translate(node, LogSoftmax::new, emit));
        all.put("Hardmax", (node, emit) -> translate(node, Hardmax::new, emit));
    }

    private static List<Value> translate(OnnxNode node, IntFunction<Op> op, Emitter emit) {
        Value x = node.in(0);
        if (node.version() >= ONE_AXIS) return List.of(emit.emit(op.apply(node.small("axis", -1)), x));
        return List.of(flattened(x, node.small("axis", 1), op, emit));
    }

    /** Over all axes from {@code axis} on at once. */
    static Value flattened(Value x, int axis, IntFunction<Op> op, Emitter emit) {
        int first = emit.axis(x, axis);
        if (first == emit.rank(x) - 1) return emit.emit(op.apply(-1), x);
        Value flat = emit.emit(new Flatten(first), x);
        return Phrases.shapedLike(emit.emit(op.apply(1), flat), x, emit);
    }
}
