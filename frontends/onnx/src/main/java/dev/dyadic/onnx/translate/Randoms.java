// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.GreaterEqual;
import dev.dyadic.ir.op.Elementwise.Less;
import dev.dyadic.ir.op.Elementwise.Log;
import dev.dyadic.ir.op.Elementwise.Neg;
import dev.dyadic.ir.op.Elementwise.Not;
import dev.dyadic.ir.op.Elementwise.Or;
import dev.dyadic.ir.op.Elementwise.Where;
import dev.dyadic.ir.op.Reduction.ArgMax;
import dev.dyadic.ir.op.Source.RandomNormal;
import dev.dyadic.ir.op.Source.RandomUniform;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/** Ops that draw random numbers. Where the model gives no seed, one is made of the node's name, so that runs repeat. */
final class Randoms {

    private Randoms() {}

    static void register(Translations all) {
        all.put("RandomUniform", (node, emit) -> List.of(uniform(node, emit.sizes(node.integers("shape")), Element.F32, emit)));
        all.put("RandomUniformLike",
                (node, emit) -> List.of(uniform(node, emit.shape(node.in(0)), emit.element(node.in(0)), emit)));
        all.put("RandomNormal", (node, emit) -> List.of(normal(node, emit.sizes(node.integers("shape")), Element.F32, emit)));
        all.put("RandomNormalLike",
                (node, emit) -> List.of(normal(node, emit.shape(node.in(0)), emit.element(node.in(0)), emit)));
        all.put("Bernoulli", Randoms::bernoulli);
        all.put("Multinomial", Randoms::multinomial);
        all.put("Dropout", Randoms::dropout);
    }

    private static Value uniform(OnnxNode node, Value shape, Element otherwise, Emitter emit) {
        Element element = element(node, otherwise);
        return emit.emit(new RandomUniform(element, node.real("low", 0), node.real("high", 1), seed(node)), shape);
    }

    private static Value normal(OnnxNode node, Value shape, Element otherwise, Emitter emit) {
        Element element = element(node, otherwise);
        return emit.emit(new RandomNormal(element, node.real("mean", 0), node.real("scale", 1), seed(node)), shape);
    }

    private static Element element(OnnxNode node, Element otherwise) {
        Element element = node.hasAttribute("dtype") ? Casts.element(node.integer("dtype", 0)) : otherwise;
        if (element.isFloat()) return element;
        throw new Refusal("random numbers of element " + element + " are not supported");
    }

    private static long seed(OnnxNode node) {
        if (!node.hasAttribute("seed")) return node.name().hashCode();
        return node.opType().equals("Dropout")
                ? node.integer("seed", 0)
                : Double.doubleToLongBits(node.real("seed", 0));
    }

    /** One with the probability x says. */
    private static List<Value> bernoulli(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Element element = node.hasAttribute("dtype") ? Casts.element(node.integer("dtype", 0)) : emit.element(x);
        Value drawn = emit.emit(new RandomUniform(emit.element(x), 0, 1, seed(node)), emit.shape(x));
        return List.of(emit.cast(emit.emit(new Less(), drawn, x), element));
    }

    /** Draws from classes of which x gives the logarithms of their weights, by the largest of x plus Gumbel noise. */
    private static List<Value> multinomial(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        if (emit.rank(x) != 2) throw new Refusal("its operand should have two axes");
        Element element = Casts.element(node.integer("dtype", 6));
        Value samples = emit.sizes(node.integer("sample_size", 1));
        Value shape = emit.concat(0, emit.dim(x, 0), samples, emit.dim(x, 1));
        Value drawn = emit.emit(new RandomUniform(emit.element(x), Double.MIN_NORMAL, 1, seed(node)), shape);
        Value rare = emit.emit(new Neg(), emit.emit(new Log(), drawn));
        Value noisy = emit.sub(emit.unsqueeze(x, 1), emit.emit(new Log(), rare));
        return List.of(emit.cast(emit.emit(new ArgMax(2, false, false), noisy), element));
    }

    /** Only from op set 12 on can a model ask for training; before, and when it does not, nothing is dropped. */
    private static List<Value> dropout(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        if (node.version() >= 12 && node.has(2)) {
            Optional<Tensor> training = emit.constantOf(node.in(2));
            if (training.isEmpty() || training.get().getBoolean(0)) return dropped(node, emit);
        }
        if (!node.wants(1)) return List.of(x);
        Element mask = node.version() < 10 ? emit.element(x) : Element.BOOL;
        return List.of(x, emit.expand(emit.scalar(mask, 1), emit.shape(x)));
    }

    /** Zero with a probability of the ratio, the rest scaled to make up for it; all of it only where training is asked for. */
    private static List<Value> dropped(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Value training = Phrases.scalar(node.in(2), emit);
        Value ratio = node.has(1)
                ? emit.cast(Phrases.scalar(node.in(1), emit), emit.element(x))
                : emit.scalarLike(x, 0.5);
        Value drawn = emit.emit(new RandomUniform(emit.element(x), 0, 1, seed(node)), emit.shape(x));
        Value lucky = emit.emit(new GreaterEqual(), drawn, ratio);
        Value kept = emit.emit(new Or(), emit.emit(new Not(), training), lucky);
        Value one = emit.scalarLike(x, 1);
        Value scale = emit.emit(new Where(), training, emit.div(one, emit.sub(one, ratio)), one);
        return List.of(emit.emit(new Where(), kept, emit.mul(x, scale), emit.scalarLike(x, 0)), kept);
    }
}
