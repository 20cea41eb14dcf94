// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Equal;
import dev.dyadic.ir.op.Reduction.ReduceProd;
import dev.dyadic.ir.op.Source.Range;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Constants, sizes and what is made of them. */
final class Sources {

    private Sources() {}

    static void register(Translations all) {
        all.put("Constant", (node, emit) -> List.of(emit.constant(constant(node))));
        all.put("ConstantOfShape", Sources::constantOfShape);
        all.put("Shape", Sources::shape);
        all.put("Size", (node, emit) -> List.of(emit.emit(new ReduceProd(false), emit.shape(node.in(0)))));
        all.put("Range", (node, emit) -> List.of(emit.emit(
                new Range(),
                Phrases.scalar(node.in(0), emit),
                Phrases.scalar(node.in(1), emit),
                Phrases.scalar(node.in(2), emit))));
        all.put("EyeLike", Sources::eyeLike);
        all.put("OptionalHasElement", (node, emit) -> List.of(emit.scalar(Element.BOOL, node.has(0) ? 1 : 0)));
        all.put("OptionalGetElement", (node, _) -> List.of(node.in(0)));
    }

    private static Tensor constant(OnnxNode node) {
        if (node.hasAttribute("value")) return node.tensor("value").orElseThrow();
        if (node.hasAttribute("value_float")) return Tensor.of(new long[0], (float) node.real("value_float", 0));
        if (node.hasAttribute("value_int")) return Tensor.of(new long[0], node.integer("value_int", 0));
        if (node.hasAttribute("value_ints")) {
            return Tensor.vector(node.integers("value_ints").stream().mapToLong(Long::longValue).toArray());
        }
        if (node.hasAttribute("value_floats")) {
            List<Double> values = node.reals("value_floats");
            double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
            return Tensor.ofDoubles(Element.F32, new long[] {numbers.length}, numbers);
        }
        if (node.hasAttribute("sparse_value")) throw new Refusal("sparse tensors are not supported");
        if (node.hasAttribute("value_string") || node.hasAttribute("value_strings")) {
            throw new Refusal("strings are not supported");
        }
        throw new Refusal("has no value");
    }

    private static List<Value> constantOfShape(OnnxNode node, Emitter emit) {
        Tensor value = node.tensor("value").orElseGet(() -> Tensor.scalar(Element.F32, 0));
        if (value.count() != 1) throw new Refusal("attribute value should be one element, not " + value.type());
        return List.of(emit.expand(emit.constant(value.reshaped()), node.in(0)));
    }

    private static List<Value> shape(OnnxNode node, Emitter emit) {
        Value sizes = emit.shape(node.in(0));
        if (!node.hasAttribute("start") && !node.hasAttribute("end")) return List.of(sizes);
        return List.of(emit.slice(sizes, 0, node.integer("start", 0), node.integer("end", Long.MAX_VALUE)));
    }

    private static List<Value> eyeLike(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        if (emit.rank(x) != 2) throw new Refusal("its operand should have two axes");
        Element element = node.hasAttribute("dtype") ? Casts.element(node.integer("dtype", 0)) : emit.element(x);
        Value rows = emit.unsqueeze(positions(x, 0, emit), 1);
        Value diagonal = emit.add(rows, emit.index(node.integer("k", 0)));
        return List.of(emit.cast(emit.emit(new Equal(), diagonal, positions(x, 1, emit)), element));
    }

    /** 0, 1, ... up to the size of an axis. */
    private static Value positions(Value x, int axis, Emitter emit) {
        Value size = emit.squeeze(emit.dim(x, axis), 0);
        return emit.emit(new Range(), emit.index(0), size, emit.index(1));
    }
}
