// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Abs;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Max;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Round;
import dev.dyadic.ir.op.Reduction.ReduceMax;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.recipe.Numeric;
import java.util.Optional;

/**
 * Data quantized at run time: each row (all elements along the last axis) gets the scale that its largest magnitude needs, and codes
 * around 0. Rows do not depend on each other, so neither batch nor padding changes a result.
 */
record DynamicCodes(Value codes, Value scale) {

    private static final double LEAST_SCALE = 1e-30;

    /** Emits codes, scales and their product, which takes the place of the data. */
    static Value fake(Builder builder, String name, Value data, Numeric numeric) {
        Element element = Element.signed(Math.min(8, numeric.format().bits()));
        Value axis = builder.sizes(name + ".rows", -1);
        Value size = builder.emit(name + ".size", new Abs(), data);
        Value largest = builder.emit(name + ".largest", new ReduceMax(true), size, axis);
        Value steps = builder.scalar(name + ".steps", Element.F32, element.max());
        Value least = builder.scalar(name + ".least", Element.F32, LEAST_SCALE);
        Value ratio = builder.emit(name + ".ratio", new Div(), largest, steps);
        Value scale = builder.emit(name + ".scale", new Max(), ratio, least);
        Value quotient = builder.emit(name + ".quotient", new Div(), data, scale);
        Value whole = builder.emit(name + ".whole", new Round(), quotient);
        Value codes = builder.emit(name + ".codes", new Cast(Element.I8, true), whole);
        Value back = builder.emit(name + ".back", new Cast(Element.F32, true), codes);
        return builder.emit(name + ".real", new Mul(), back, scale);
    }

    /** Finds what {@link #fake} emitted behind a value. */
    static Optional<DynamicCodes> behind(Value value, Anatomy anatomy) {
        Optional<Node> product = anatomy.definition(value).filter(node -> node.op() instanceof Mul);
        if (product.isEmpty()) return Optional.empty();
        Optional<Node> back = anatomy.definition(product.get().in(0)).filter(node -> node.op() instanceof Cast);
        if (back.isEmpty()) return Optional.empty();
        boolean coded = back.get().in(0).type().knownElement().filter(Element.I8::equals).isPresent();
        return coded ? Optional.of(new DynamicCodes(back.get().in(0), product.get().in(1))) : Optional.empty();
    }
}
