// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Abs;
import dev.dyadic.ir.op.Elementwise.Equal;
import dev.dyadic.ir.op.Elementwise.Sqrt;
import dev.dyadic.ir.op.Elementwise.Where;
import dev.dyadic.ir.op.Normalization.BatchNorm;
import dev.dyadic.ir.op.Normalization.GroupNorm;
import dev.dyadic.ir.op.Normalization.InstanceNorm;
import dev.dyadic.ir.op.Normalization.LocalResponseNorm;
import dev.dyadic.ir.op.Reduction.ReduceMean;
import dev.dyadic.ir.op.Reduction.ReduceSum;
import java.util.List;

/** Normalization over batches, instances, groups and neighbours. */
final class Normalizations {

    /** The default of all epsilons, as the f32 it is stored in. */
    static final double EPSILON = 1e-5f;

    private static final int PER_CHANNEL = 21;

    private Normalizations() {}

    static void register(Translations all) {
        all.put("BatchNormalization", Normalizations::batchNorm);
        all.put("InstanceNormalization", Normalizations::instanceNorm);
        all.put("GroupNormalization", Normalizations::groupNorm);
        all.put("LRN", Normalizations::localResponseNorm);
        all.put("LpNormalization", Normalizations::lpNorm);
        all.put("MeanVarianceNormalization", Normalizations::meanVariance);
    }

    private static List<Value> batchNorm(OnnxNode node, Emitter emit) {
        boolean training = node.flag("training_mode", false);
        for (int i = 1; i < node.outputs(); i++) training |= node.wants(i);
        if (training) throw new Refusal("training is not supported; export the model for inference");
        if (!node.flag("spatial", true)) throw new Refusal("spatial = 0, statistics for each position, is not supported");
        var norm = new BatchNorm(node.real("epsilon", EPSILON));
        return List.of(emit.emit(norm, node.in(0), node.in(1), node.in(2), node.in(3), node.in(4)));
    }

    private static List<Value> instanceNorm(OnnxNode node, Emitter emit) {
        var norm = new InstanceNorm(node.real("epsilon", EPSILON));
        return List.of(emit.emit(norm, node.in(0), node.in(1), node.in(2)));
    }

    /** Before opset 21 scale and bias have one element for each group. */
    private static List<Value> groupNorm(OnnxNode node, Emitter emit) {
        long groups = node.integer("num_groups", 0);
        if (groups < 1) throw new Refusal("attribute num_groups must be at least 1, was " + groups);
        Value x = node.in(0);
        Value scale = node.in(1);
        Value bias = node.in(2);
        if (node.version() < PER_CHANNEL) {
            Value each = emit.div(emit.dim(x, 1), emit.sizes(groups));
            scale = repeated(scale, groups, each, emit);
            bias = repeated(bias, groups, each, emit);
        }
        return List.of(emit.emit(new GroupNorm(groups, node.real("epsilon", EPSILON)), x, scale, bias));
    }

    private static Value repeated(Value vector, long count, Value times, Emitter emit) {
        Value shape = emit.concat(0, emit.sizes(count), times);
        return emit.reshape(emit.expand(emit.unsqueeze(vector, 1), shape), -1);
    }

    private static List<Value> localResponseNorm(OnnxNode node, Emitter emit) {
        long size = node.integer("size", 0);
        if (size < 1) throw new Refusal("attribute size must be at least 1, was " + size);
        var norm = new LocalResponseNorm(
                size, node.real("alpha", 1e-4f), node.real("beta", 0.75), node.real("bias", 1));
        return List.of(emit.emit(norm, node.in(0)));
    }

    /** x over its 1- or 2-norm along an axis; zeros stay zeros. */
    private static List<Value> lpNorm(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        long p = node.integer("p", 2);
        if (p != 1 && p != 2) throw new Refusal("attribute p must be 1 or 2, was " + p);
        Value terms = p == 1 ? emit.emit(new Abs(), x) : emit.mul(x, x);
        Value sum = emit.emit(new ReduceSum(true), terms, emit.sizes(node.small("axis", -1)));
        Value norm = p == 1 ? sum : emit.emit(new Sqrt(), sum);
        Value none = emit.emit(new Equal(), norm, emit.scalarLike(x, 0));
        return List.of(emit.div(x, emit.emit(new Where(), none, emit.scalarLike(x, 1), norm)));
    }

    private static List<Value> meanVariance(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Value axes = emit.sizes(node.hasAttribute("axes") ? node.integers("axes") : List.of(0L, 2L, 3L));
        Value away = emit.sub(x, emit.emit(new ReduceMean(true), x, axes));
        Value variance = emit.emit(new ReduceMean(true), emit.mul(away, away), axes);
        Value deviation = emit.add(emit.emit(new Sqrt(), variance), emit.scalarLike(x, 1e-9));
        return List.of(emit.div(away, deviation));
    }
}
