// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.BitCast;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.type.Element;
import dev.dyadic.onnx.DataTypes;
import java.util.List;
import java.util.Map;

/** Changes of element. */
final class Casts {

    /** How op sets before 6 name the types. */
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("FLOAT", 1),
            Map.entry("UINT8", 2),
            Map.entry("INT8", 3),
            Map.entry("UINT16", 4),
            Map.entry("INT16", 5),
            Map.entry("INT32", 6),
            Map.entry("INT64", 7),
            Map.entry("STRING", 8),
            Map.entry("BOOL", 9),
            Map.entry("FLOAT16", 10),
            Map.entry("DOUBLE", 11),
            Map.entry("UINT32", 12),
            Map.entry("UINT64", 13));

    private Casts() {}

    static void register(Translations all) {
        all.put("Cast", (node, emit) -> List.of(cast(node, target(node), emit)));
        all.put("CastLike", (node, emit) -> List.of(cast(node, emit.element(node.in(1)), emit)));
        all.put("BitCast", (node, emit) -> List.of(emit.emit(new BitCast(target(node)), node.in(0))));
    }

    private static Value cast(OnnxNode node, Element to, Emitter emit) {
        Value x = node.in(0);
        Element from = emit.element(x);
        if (from.equals(Element.STRING) || to.equals(Element.STRING)) throw new Refusal("strings are not supported");
        if (from.equals(to)) return x;
        return emit.emit(new Cast(to, node.flag("saturate", true)), x);
    }

    private static Element target(OnnxNode node) {
        long number = node.version() < 6
                ? NAMES.getOrDefault(node.text("to", ""), 0)
                : node.integer("to", 0);
        return element(number);
    }

    /** The element of a number in an attribute. */
    static Element element(long number) {
        return DataTypes.element(number)
                .orElseThrow(() -> new Refusal("elements of type " + DataTypes.name(number) + " are not supported"));
    }
}
