// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Quantization.QuantizeRows;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.recipe.Numeric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Data quantized at run time: each row (all elements along the last axis) gets the scale that its largest magnitude needs, and codes
 * around 0. Rows do not depend on each other, so neither batch nor padding changes a result.
 */
record DynamicCodes(Value codes, Value scale) {

    /** Emits codes, scales and their product, which takes the place of the data. */
    static Value fake(Builder builder, String name, Value data, Numeric numeric) {
        long largest = Element.signed(Math.min(8, numeric.format().bits())).max();
        List<Value> rows = builder.emit(List.of(name + ".codes", name + ".scale"), new QuantizeRows(largest), List.of(data));
        Value back = builder.emit(name + ".back", new Cast(Element.F32, true), rows.get(0));
        return builder.emit(name + ".real", new Mul(), back, rows.get(1));
    }

    /** The same by columns, all elements along the last axis but one: rows of the matrix turned, turned back. */
    static Value fakeColumns(Builder builder, String name, Value turned, Numeric numeric) {
        Value real = fake(builder, name, turned, numeric);
        return builder.emit(name + ".columns", swapping(turned), real);
    }

    /** What swaps the last two axes of a value. */
    static Transpose swapping(Value value) {
        int rank = value.type().shape().rank();
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.swap(order, rank - 2, rank - 1);
        return new Transpose(order);
    }

    /** Finds what {@link #fakeColumns} emitted behind a value: codes and scales of the matrix turned. */
    static Optional<DynamicCodes> ofColumns(Value value, Anatomy anatomy) {
        return anatomy.definition(value)
                .filter(node -> node.op() instanceof Transpose && node.op().equals(swapping(value)))
                .flatMap(node -> behind(node.in(0), anatomy));
    }

    /** Finds what {@link #fake} emitted behind a value. */
    static Optional<DynamicCodes> behind(Value value, Anatomy anatomy) {
        Optional<Node> product = anatomy.definition(value).filter(node -> node.op() instanceof Mul);
        if (product.isEmpty()) return Optional.empty();
        Optional<Node> back = anatomy.definition(product.get().in(0)).filter(node -> node.op() instanceof Cast);
        if (back.isEmpty()) return Optional.empty();
        Optional<Node> rows = anatomy.definition(back.get().in(0)).filter(node -> node.op() instanceof QuantizeRows);
        if (rows.isEmpty() || rows.get().outs().size() < 2) return Optional.empty();
        boolean own = rows.get().outs().get(1).equals(product.get().in(1));
        return own ? Optional.of(new DynamicCodes(rows.get().outs().get(0), rows.get().outs().get(1))) : Optional.empty();
    }
}
