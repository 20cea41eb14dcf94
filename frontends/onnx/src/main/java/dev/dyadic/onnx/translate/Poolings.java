// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Abs;
import dev.dyadic.ir.op.Elementwise.Pow;
import dev.dyadic.ir.op.Pooling.AveragePool;
import dev.dyadic.ir.op.Pooling.Col2Im;
import dev.dyadic.ir.op.Pooling.GlobalAveragePool;
import dev.dyadic.ir.op.Pooling.GlobalMaxPool;
import dev.dyadic.ir.op.Pooling.LpPool;
import dev.dyadic.ir.op.Pooling.MaxPool;
import dev.dyadic.ir.op.Pooling.MaxUnpool;
import dev.dyadic.ir.op.Reduction.ReduceSum;
import java.util.List;

/** Windows over the spatial axes. */
final class Poolings {

    private Poolings() {}

    static void register(Translations all) {
        all.put("MaxPool", Poolings::maxPool);
        all.put("AveragePool", (node, emit) -> List.of(emit.emit(average(node), node.in(0))));
        all.put("LpPool", Poolings::lpPool);
        all.put("GlobalAveragePool", (node, emit) -> List.of(emit.emit(new GlobalAveragePool(), node.in(0))));
        all.put("GlobalMaxPool", (node, emit) -> List.of(emit.emit(new GlobalMaxPool(), node.in(0))));
        all.put("GlobalLpPool", Poolings::globalLpPool);
        all.put("MaxUnpool", Poolings::maxUnpool);
        all.put("Col2Im", Poolings::col2Im);
    }

    private static List<Value> maxPool(OnnxNode node, Emitter emit) {
        var pool = new MaxPool(
                Windows.kernel(node),
                Windows.strides(node),
                Windows.pads(node),
                Windows.dilations(node),
                Windows.autoPad(node),
                node.flag("ceil_mode", false),
                node.flag("storage_order", false));
        return emit.emit(pool, node.wants(1) ? 2 : 1, List.of(node.in(0)));
    }

    static AveragePool average(OnnxNode node) {
        return new AveragePool(
                Windows.kernel(node),
                Windows.strides(node),
                Windows.pads(node),
                Windows.dilations(node),
                Windows.autoPad(node),
                node.flag("ceil_mode", false),
                node.flag("count_include_pad", false));
    }

    private static List<Value> lpPool(OnnxNode node, Emitter emit) {
        var pool = new LpPool(
                Windows.kernel(node),
                Windows.strides(node),
                Windows.pads(node),
                Windows.dilations(node),
                Windows.autoPad(node),
                node.flag("ceil_mode", false),
                node.integer("p", 2));
        return List.of(emit.emit(pool, node.in(0)));
    }

    /** {@code (sum |x|^p)^(1/p)} over all spatial axes. */
    private static List<Value> globalLpPool(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        double p = node.integer("p", 2);
        Value powers = emit.emit(new Pow(), emit.emit(new Abs(), x), emit.scalarLike(x, p));
        Value sum = emit.emit(new ReduceSum(true), powers, emit.sizes(Phrases.axesFrom(2, x, emit)));
        return List.of(emit.emit(new Pow(), sum, emit.scalarLike(x, 1 / p)));
    }

    private static List<Value> maxUnpool(OnnxNode node, Emitter emit) {
        var unpool = new MaxUnpool(Windows.kernel(node), node.integers("strides"), node.integers("pads"));
        return List.of(emit.emit(unpool, Contractions.present(node, 3)));
    }

    private static List<Value> col2Im(OnnxNode node, Emitter emit) {
        var op = new Col2Im(node.integers("strides"), node.integers("pads"), node.integers("dilations"));
        return List.of(emit.emit(op, node.in(0), node.in(1), node.in(2)));
    }
}
