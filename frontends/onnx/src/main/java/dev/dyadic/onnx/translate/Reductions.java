// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.op.Elementwise.Abs;
import dev.dyadic.ir.op.Elementwise.Equal;
import dev.dyadic.ir.op.Elementwise.Log;
import dev.dyadic.ir.op.Elementwise.Sqrt;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Reduction.ArgMax;
import dev.dyadic.ir.op.Reduction.ArgMin;
import dev.dyadic.ir.op.Reduction.CumProd;
import dev.dyadic.ir.op.Reduction.CumSum;
import dev.dyadic.ir.op.Reduction.ReduceLogSumExp;
import dev.dyadic.ir.op.Reduction.ReduceMax;
import dev.dyadic.ir.op.Reduction.ReduceMean;
import dev.dyadic.ir.op.Reduction.ReduceMin;
import dev.dyadic.ir.op.Reduction.ReduceProd;
import dev.dyadic.ir.op.Reduction.ReduceSum;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Ops that fold axes away. */
final class Reductions {

    private Reductions() {}

    static void register(Translations all) {
        put(all, "ReduceSum", ReduceSum::new, (x, _) -> x, (x, _) -> x);
        put(all, "ReduceMean", ReduceMean::new, (x, _) -> x, (x, _) -> x);
        put(all, "ReduceMax", ReduceMax::new, (x, _) -> x, (x, _) -> x);
        put(all, "ReduceMin", ReduceMin::new, (x, _) -> x, (x, _) -> x);
        put(all, "ReduceProd", ReduceProd::new, (x, _) -> x, (x, _) -> x);
        put(all, "ReduceL1", ReduceSum::new, (x, emit) -> emit.emit(new Abs(), x), (x, _) -> x);
        put(all, "ReduceL2", ReduceSum::new, (x, emit) -> emit.mul(x, x), (x, emit) -> emit.emit(new Sqrt(), x));
        put(all, "ReduceLogSum", ReduceSum::new, (x, _) -> x, (x, emit) -> emit.emit(new Log(), x));
        put(all, "ReduceSumSquare", ReduceSum::new, (x, emit) -> emit.mul(x, x), (x, _) -> x);
        put(all, "ReduceLogSumExp", ReduceLogSumExp::new, (x, _) -> x, (x, _) -> x);
        all.put("ArgMax", (node, emit) -> List.of(emit.emit(
                new ArgMax(node.small("axis", 0), node.flag("keepdims", true), node.flag("select_last_index", false)),
                node.in(0))));
        all.put("ArgMin", (node, emit) -> List.of(emit.emit(
                new ArgMin(node.small("axis", 0), node.flag("keepdims", true), node.flag("select_last_index", false)),
                node.in(0))));
        all.put("CumSum", (node, emit) -> List.of(emit.emit(
                new CumSum(node.flag("exclusive", false), node.flag("reverse", false)),
                node.in(0),
                Phrases.scalar(node.in(1), emit))));
        all.put("CumProd", (node, emit) -> List.of(emit.emit(
                new CumProd(node.flag("exclusive", false), node.flag("reverse", false)),
                node.in(0),
                Phrases.scalar(node.in(1), emit))));
    }

    /** @param opType a fold with something done to each element before it, and to each result after it */
    private static void put(
            Translations all,
            String opType,
            Function<Boolean, Op> fold,
            BiFunction<Value, Emitter, Value> before,
            BiFunction<Value, Emitter, Value> after) {
        all.put(opType, (node, emit) -> {
            Value x = before.apply(node.in(0), emit);
            boolean bool = emit.fact(x).type().knownElement().equals(Optional.of(Element.BOOL));
            Value numbers = bool ? emit.cast(x, Element.U8) : x;
            Value folded = folded(node, fold.apply(node.flag("keepdims", true)), numbers, emit);
            return List.of(after.apply(bool ? emit.cast(folded, Element.BOOL) : folded, emit));
        });
    }

    /**
     * Without axes all are folded, or, if so asked, none: a fold of one element is that element, a logarithm of a sum of powers
     * too.
     */
    private static Value folded(OnnxNode node, Op op, Value x, Emitter emit) {
        boolean none = node.flag("noop_with_empty_axes", false);
        Optional<Value> axes = axes(node, emit);
        if (axes.isEmpty()) return none ? x : emit.emit(op, x);
        Optional<Long> count = emit.rank(axes.get()) == 1 ? emit.size(axes.get(), 0) : Optional.empty();
        if (!none || count.isPresent()) return emit.emit(op, x, axes.get());
        Value many = emit.emit(new ReduceProd(false), emit.shape(axes.get()));
        Value empty = emit.emit(new Equal(), many, emit.index(0));
        return emit.emit(new If(alone(op, x, axes.get(), true, emit), alone(op, x, axes.get(), false, emit)), empty, x,
                axes.get());
    }

    private static Graph alone(Op op, Value x, Value axes, boolean empty, Emitter emit) {
        Builder builder = new Builder(empty ? "unfolded" : "folded");
        Value operand = builder.input("x", emit.fact(x));
        Value list = builder.input("axes", emit.fact(axes));
        return builder.build(Stage.RAW, List.of(empty ? operand : builder.emit("y", op, operand, list)));
    }

    /** The axes to fold, from the attribute or the operand; none when there are evidently none. */
    private static Optional<Value> axes(OnnxNode node, Emitter emit) {
        if (!node.integers("axes").isEmpty()) return Optional.of(emit.sizes(node.integers("axes")));
        if (!node.has(1)) return Optional.empty();
        boolean none = emit.rank(node.in(1)) == 1 && emit.size(node.in(1), 0).equals(Optional.of(0L));
        return none ? Optional.empty() : Optional.of(node.in(1));
    }
}
