// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Gelu;
import dev.dyadic.ir.op.Elementwise.Sigmoid;
import dev.dyadic.ir.op.Elementwise.Silu;
import java.util.List;

/** Activations that multiply their operand by a function of it (Shazeer 2020), and the ones with a bias in front. */
final class Gates {

    private static final String MICROSOFT = "com.microsoft";

    private Gates() {}

    static void register(Translations all) {
        all.put("SwiGLU", (node, emit) -> List.of(
                emit.mul(swish(node.in(0), node.real("alpha", 1), emit), node.in(1))));
        all.put(MICROSOFT, "QuickGelu", (node, emit) -> List.of(swish(node.in(0), node.real("alpha", 1.702f), emit)));
        all.put(MICROSOFT, "Gelu", (node, emit) -> gelu(node, false, emit));
        all.put(MICROSOFT, "BiasGelu", (node, emit) -> gelu(node, false, emit));
        all.put(MICROSOFT, "FastGelu", (node, emit) -> gelu(node, true, emit));
    }

    /** {@code x * sigmoid(alpha * x)}. */
    static Value swish(Value x, double alpha, Emitter emit) {
        if (alpha == 1) return emit.emit(new Silu(), x);
        return emit.mul(x, emit.emit(new Sigmoid(), emit.mul(x, emit.scalarLike(x, alpha))));
    }

    private static List<Value> gelu(OnnxNode node, boolean tanh, Emitter emit) {
        Value x = node.has(1) ? emit.add(node.in(0), node.in(1)) : node.in(0);
        return List.of(emit.emit(new Gelu(tanh), x));
    }
}
