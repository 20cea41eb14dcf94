// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Equal;
import dev.dyadic.ir.op.Elementwise.Neg;
import dev.dyadic.ir.op.Elementwise.Where;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Indexing.GatherElements;
import dev.dyadic.ir.op.Normalization.LogSoftmax;
import dev.dyadic.ir.op.Reduction.ReduceMean;
import dev.dyadic.ir.op.Reduction.ReduceSum;
import java.util.List;
import java.util.Optional;

/** How far predictions are from the right classes. */
final class Losses {

    private Losses() {}

    static void register(Translations all) {
        all.put("NegativeLogLikelihoodLoss", (node, emit) -> List.of(loss(node, node.in(0), emit)));
        all.put("SoftmaxCrossEntropyLoss", Losses::crossEntropy);
    }

    private static List<Value> crossEntropy(OnnxNode node, Emitter emit) {
        Value log = emit.emit(new LogSoftmax(1), node.in(0));
        return List.of(loss(node, log, emit), log);
    }

    /** {@code (log: N,C,...; target: N,...; weight: C)}: -log of the right class, weighted; the class to ignore weighs 0. */
    private static Value loss(OnnxNode node, Value log, Emitter emit) {
        Value target = node.in(1);
        Optional<Value> ignored = Optional.empty();
        if (node.hasAttribute("ignore_index")) {
            Value index = emit.scalarLike(target, node.integer("ignore_index", 0));
            ignored = Optional.of(emit.emit(new Equal(), target, index));
            target = emit.emit(new Where(), ignored.get(), emit.scalarLike(target, 0), target);
        }
        Value picked = emit.emit(new GatherElements(1), log, emit.unsqueeze(target, 1));
        Value loss = emit.emit(new Neg(), emit.squeeze(picked, 1));
        Optional<Value> weight = weight(node, log, target, ignored, emit);
        if (weight.isPresent()) loss = emit.mul(loss, weight.get());
        return reduced(node.text("reduction", "mean"), loss, weight, emit);
    }

    private static Optional<Value> weight(
            OnnxNode node, Value log, Value target, Optional<Value> ignored, Emitter emit) {
        Optional<Value> given = node.optional(2).map(weights -> emit.emit(new Gather(0), weights, target));
        if (ignored.isEmpty()) return given;
        Value counted = given.orElseGet(() -> emit.scalarLike(log, 1));
        return Optional.of(emit.emit(new Where(), ignored.get(), emit.scalarLike(log, 0), counted));
    }

    private static Value reduced(String reduction, Value loss, Optional<Value> weight, Emitter emit) {
        return switch (reduction) {
            case "none" -> loss;
            case "sum" -> emit.emit(new ReduceSum(false), loss);
            case "mean" -> {
                if (weight.isEmpty()) yield emit.emit(new ReduceMean(false), loss);
                yield emit.div(emit.emit(new ReduceSum(false), loss), emit.emit(new ReduceSum(false), weight.get()));
            }
            default -> throw new Refusal("reduction " + reduction + ": it is none, sum or mean");
        };
    }
}
