// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.Map;
import java.util.Optional;

/**
 * Products of two matrices that are quantized at run time, the first by rows, the second by columns: integer sums, then the scales of
 * column and row, in float. Those of queries and keys stand up to it (SageAttention, Zhang et al. 2024).
 */
final class DataProducts {

    private static final long LARGEST = 127;

    /** Shorter sums are sooner done in f32 than their data is quantized. */
    private static final long LEAST_DEPTH = 16;

    private DataProducts() {}

    /** Why a product had better not be such; empty if it may. */
    static Optional<String> refusal(Node product) {
        if (product.ins().stream().anyMatch(in -> in.type().shape().rank() < 2)) return Optional.of("one operand is a vector.");
        Dim depth = depth(product);
        if (!isExact(product))
            return Optional.of("its sums have " + depth + " products, so nothing proves that they stay within 32 bits.");
        return depth.constant() >= LEAST_DEPTH ? Optional.empty()
                : Optional.of("its sums have " + depth + " products; below " + LEAST_DEPTH
                        + ", quantizing the data takes longer than it saves.");
    }

    private static boolean isExact(Node product) {
        Dim depth = depth(product);
        return depth.isConstant() && depth.constant() <= Integer.MAX_VALUE / (LARGEST * LARGEST);
    }

    private static Dim depth(Node product) {
        return product.in(0).type().shape().dim(-1);
    }

    /** Folds a product if both operands are such; what the product was called then is its result. */
    static boolean fold(Node product, Anatomy anatomy, Builder builder, Map<String, Value> now) {
        Optional<DynamicCodes> rows = DynamicCodes.behind(product.in(0), anatomy);
        Optional<DynamicCodes> columns = DynamicCodes.ofColumns(product.in(1), anatomy);
        if (rows.isEmpty() || columns.isEmpty() || !isExact(product)) return false;
        String name = product.name();
        Value zero = builder.constant(name + ".zero", Tensor.ofLongs(Element.I8, new long[0], 0));
        Value right = turned(columns.get().codes(), name + ".right", builder, now);
        Value scales = turned(columns.get().scale(), name + ".right-scale", builder, now);
        Value sum = builder.emit(name + ".sum", new MatmulInteger(), now.get(rows.get().codes().name()), right, zero, zero);
        Value real = builder.emit(name + ".real", new Cast(Element.F32, true), sum);
        Value scaled = builder.emit(name + ".scaled", new Mul(), real, scales);
        now.put(name, builder.emit(name, new Mul(), scaled, now.get(rows.get().scale().name())));
        return true;
    }

    private static Value turned(Value value, String name, Builder builder, Map<String, Value> now) {
        return builder.emit(name, DynamicCodes.swapping(value), now.get(value.name()));
    }
}
