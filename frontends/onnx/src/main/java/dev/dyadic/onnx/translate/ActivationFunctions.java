// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Elementwise.Exp;
import dev.dyadic.ir.op.Elementwise.Greater;
import dev.dyadic.ir.op.Elementwise.Less;
import dev.dyadic.ir.op.Elementwise.Max;
import dev.dyadic.ir.op.Elementwise.Min;
import dev.dyadic.ir.op.Elementwise.Sigmoid;
import dev.dyadic.ir.op.Elementwise.Silu;
import dev.dyadic.ir.op.Elementwise.Softplus;
import dev.dyadic.ir.op.Elementwise.Tanh;
import dev.dyadic.ir.op.Elementwise.Where;
import java.util.List;
import java.util.stream.LongStream;

/** Activation functions; most are compositions. */
final class ActivationFunctions {

    /** The constants of Klambauer et al. 2017, as ONNX writes them. */
    private static final double SELU_ALPHA = 1.67326319217681884765625;

    private static final double SELU_GAMMA = 1.05070102214813232421875;

    private ActivationFunctions() {}

    static void register(Translations all) {
        all.put("Relu", (node, emit) -> List.of(emit.emit(new Elementwise.Relu(), node.in(0))));
        all.put("Sigmoid", (node, emit) -> List.of(emit.emit(new Sigmoid(), node.in(0))));
        all.put("Softplus", (node, emit) -> List.of(emit.emit(new Softplus(), node.in(0))));
        all.put("LeakyRelu", (node, emit) -> List.of(emit.emit(new Elementwise.LeakyRelu(node.real("alpha", 0.01)), node.in(0))));
        all.put("Gelu", ActivationFunctions::gelu);
        all.put("Swish", ActivationFunctions::swish);
        all.put("HardSigmoid",
                (node, emit) -> List.of(hardSigmoid(node.in(0), node.real("alpha", 0.2), node.real("beta", 0.5), emit)));
        all.put("HardSwish", (node, emit) -> List.of(emit.mul(node.in(0), hardSigmoid(node.in(0), 1.0 / 6, 0.5, emit))));
        all.put("Mish", (node, emit) -> List.of(
                emit.mul(node.in(0), emit.emit(new Tanh(), emit.emit(new Softplus(), node.in(0))))));
        all.put("Elu", (node, emit) -> List.of(elu(node.in(0), node.real("alpha", 1), emit)));
        all.put("Celu", ActivationFunctions::celu);
        all.put("Selu", ActivationFunctions::selu);
        all.put("PRelu", ActivationFunctions::prelu);
        all.put("ThresholdedRelu", ActivationFunctions::thresholdedRelu);
        all.put("Shrink", ActivationFunctions::shrink);
        all.put("Softsign", ActivationFunctions::softsign);
    }

    private static List<Value> gelu(OnnxNode node, Emitter emit) {
        return switch (node.text("approximate", "none")) {
            case "none" -> List.of(emit.emit(new Elementwise.Gelu(false), node.in(0)));
            case "tanh" -> List.of(emit.emit(new Elementwise.Gelu(true), node.in(0)));
            default -> throw new Refusal("attribute approximate should be none or tanh");
        };
    }

    private static List<Value> swish(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        double alpha = node.real("alpha", 1);
        if (alpha == 1) return List.of(emit.emit(new Silu(), x));
        return List.of(emit.mul(x, emit.emit(new Sigmoid(), emit.mul(emit.scalarLike(x, alpha), x))));
    }

    private static Value hardSigmoid(Value x, double alpha, double beta, Emitter emit) {
        Value line = emit.add(emit.mul(x, emit.scalarLike(x, alpha)), emit.scalarLike(x, beta));
        Value below = emit.emit(new Max(), line, emit.scalarLike(x, 0));
        return emit.emit(new Min(), below, emit.scalarLike(x, 1));
    }

    /** {@code x < 0 ? alpha (e^x - 1) : x}. */
    private static Value elu(Value x, double alpha, Emitter emit) {
        Value curve = emit.mul(emit.scalarLike(x, alpha), emit.sub(emit.emit(new Exp(), x), emit.scalarLike(x, 1)));
        return emit.emit(new Where(), emit.emit(new Less(), x, emit.scalarLike(x, 0)), curve, x);
    }

    /** {@code max(0, x) + min(0, alpha (e^(x / alpha) - 1))}. */
    private static List<Value> celu(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Value alpha = emit.scalarLike(x, node.real("alpha", 1));
        Value zero = emit.scalarLike(x, 0);
        Value power = emit.emit(new Exp(), emit.div(x, alpha));
        Value curve = emit.mul(alpha, emit.sub(power, emit.scalarLike(x, 1)));
        return List.of(emit.add(emit.emit(new Max(), zero, x), emit.emit(new Min(), zero, curve)));
    }

    private static List<Value> selu(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        double alpha = node.real("alpha", node.version() < 6 ? 1.6732 : SELU_ALPHA);
        double gamma = node.real("gamma", node.version() < 6 ? 1.0507 : SELU_GAMMA);
        return List.of(emit.mul(emit.scalarLike(x, gamma), elu(x, alpha, emit)));
    }

    /** Before op set 7 a slope of one axis has one entry per channel. */
    private static List<Value> prelu(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Value slope = node.in(1);
        if (node.version() < 7 && emit.rank(slope) == 1 && emit.rank(x) > 2) {
            slope = emit.unsqueeze(slope, LongStream.range(1, emit.rank(x) - 1).toArray());
        }
        Value negative = emit.emit(new Less(), x, emit.scalarLike(x, 0));
        return List.of(emit.emit(new Where(), negative, emit.mul(x, slope), x));
    }

    private static List<Value> thresholdedRelu(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Value above = emit.emit(new Greater(), x, emit.scalarLike(x, node.real("alpha", 1)));
        return List.of(emit.emit(new Where(), above, x, emit.scalarLike(x, 0)));
    }

    /** {@code x < -lambd ? x + bias : x > lambd ? x - bias : 0}. */
    private static List<Value> shrink(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Value bias = emit.scalarLike(x, node.real("bias", 0));
        double lambd = node.real("lambd", 0.5);
        Value above = emit.emit(new Greater(), x, emit.scalarLike(x, lambd));
        Value below = emit.emit(new Less(), x, emit.scalarLike(x, -lambd));
        Value high = emit.emit(new Where(), above, emit.sub(x, bias), emit.scalarLike(x, 0));
        return List.of(emit.emit(new Where(), below, emit.add(x, bias), high));
    }

    private static List<Value> softsign(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Value size = emit.emit(new Elementwise.Abs(), x);
        return List.of(emit.div(x, emit.add(size, emit.scalarLike(x, 1))));
    }
}
