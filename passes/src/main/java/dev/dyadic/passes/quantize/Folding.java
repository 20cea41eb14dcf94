// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.op.Source.ShapeOf;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A graph of fake quantization on its way to integers: it is built anew, and each quantize becomes integer arithmetic if it can. */
final class Folding {

    private final Graph graph;
    private final Anatomy anatomy;
    private final Builder builder;
    private final Map<String, Value> now = new HashMap<>();
    private final Map<String, Codes> codes = new HashMap<>();
    private final Lowering lowering;
    private final BiConsumer<String, String> notes;

    Folding(Graph graph, BiConsumer<String, String> notes) {
        this.graph = graph;
        this.anatomy = new Anatomy(graph);
        this.builder = new Builder(graph.name());
        this.notes = notes;
        this.lowering = new Lowering(graph, anatomy, builder, codes, now);
    }

    Graph graph() {
        for (Value input : graph.inputs()) now.put(input.name(), builder.input(input.name(), input.type()));
        for (Node node : graph.nodes()) visit(node);
        List<Value> outputs = graph.outputs().stream().map(out -> now.get(out.name())).toList();
        return Sweep.dropDead(builder.build(Stage.INTEGER, outputs));
    }

    private void visit(Node node) {
        if (node.op() instanceof Quantize && quantizes(node)) return;
        if (node.op() instanceof Dequantize) remember(node);
        if (node.op() instanceof Matmul && isFolded(node)) return;
        boolean moves = Steps.keepsCodes(node, anatomy) && codes.containsKey(node.in(0).name());
        keep(node);
        if (moves) move(node);
    }

    /** Whether a product of data that is quantized at run time is one of integers now. */
    private boolean isFolded(Node product) {
        return DynamicProducts.fold(product, anatomy, builder, now) || DataProducts.fold(product, anatomy, builder, now);
    }

    private void keep(Node node) {
        List<Value> ins = node.ins().stream().map(in -> node.op() instanceof ShapeOf ? cheapest(in) : now.get(in.name()))
                .toList();
        List<String> names = node.outs().stream().map(Value::name).toList();
        Optional<Quantized> meaning = meaning(node);
        if (meaning.isPresent()) {
            Type type = node.out().type().with(meaning.get());
            now.put(node.name(), builder.emitAs(node.name(), node.op(), type, ins.toArray(Value[]::new)));
            return;
        }
        List<Value> outs = builder.emit(names, node.op(), ins);
        for (int i = 0; i < outs.size(); i++) now.put(names.get(i), outs.get(i));
    }

    /** Codes have the shape of what they stand for, and are at hand. */
    private Value cheapest(Value value) {
        Codes known = codes.get(value.name());
        return known == null ? now.get(value.name()) : known.value();
    }

    /** The scale and zero point of a node that quantizes by constants, one for the whole tensor. */
    private Optional<Quantized> meaning(Node node) {
        if (!(node.op() instanceof Quantize quantize) || !quantize.to().isInteger() || quantize.block() > 0)
            return Optional.empty();
        return meaning(node.in(1), node.in(2));
    }

    private Optional<Quantized> meaning(Value scale, Value zero) {
        Optional<Tensor> factor = anatomy.constant(scale).filter(each -> each.count() == 1);
        Optional<Tensor> point = anatomy.constant(zero).filter(each -> each.count() == 1);
        if (factor.isEmpty() || point.isEmpty() || !point.get().element().isInteger()) return Optional.empty();
        float real = (float) factor.get().getDouble(0);
        if (!(real > 0) || Float.isInfinite(real)) return Optional.empty();
        return Optional.of(new Quantized(point.get().element(), real, point.get().getLong(0)));
    }

    private void remember(Node dequantize) {
        if (anatomy.constant(dequantize.in(0)).isPresent()) return;
        meaning(dequantize.in(1), dequantize.in(2))
                .ifPresent(meaning -> codes.put(dequantize.name(), new Codes(now.get(dequantize.in(0).name()), meaning)));
    }

    private boolean quantizes(Node node) {
        Optional<Quantized> wanted = meaning(node);
        if (wanted.isEmpty()) return false;
        Lowering.Result result = lowering.lower(node.in(0), wanted.get(), node.name());
        switch (result) {
            case Lowering.Done(Value value) -> now.put(node.name(), value);
            case Lowering.Refused(String why) -> {
                boolean input = anatomy.definition(node.in(0)).isEmpty();
                if (!input) notes.accept("%" + node.in(0).name(), "stays float: " + why);
                return false;
            }
        }
        return true;
    }

    /** What only moves elements also moves their codes. */
    private void move(Node node) {
        List<Value> ins = new ArrayList<>(node.ins().stream().map(in -> now.get(in.name())).toList());
        Codes moved = codes.get(node.in(0).name());
        ins.set(0, moved.value());
        if (node.op() instanceof Pad(Pad.Mode mode) && mode == Pad.Mode.CONSTANT) {
            ins.set(2, builder.constant(node.name() + ".pad", Codes.zero(moved.meaning())));
        }
        List<String> names = node.outs().stream().map(out -> out.name() + ".codes").toList();
        List<Value> outs = builder.emit(names, node.op(), ins);
        for (int i = 0; i < outs.size(); i++) codes.put(node.outs().get(i).name(), moved.at(outs.get(i)));
    }
}
