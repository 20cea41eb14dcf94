// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Map;
import java.util.Optional;

/** Products of data quantized at run time: integer sums, then the scales of row and channel, in float. */
final class DynamicProducts {

    private static final long LARGEST = 128;

    private DynamicProducts() {}

    /** Folds a product if its data is such; what the product was called then is its result. */
    static boolean fold(Node product, Anatomy anatomy, Builder builder, Map<String, Value> now) {
        if (!anatomy.hasWeights(product)) return false;
        Optional<DynamicCodes> data = DynamicCodes.behind(product.in(0), anatomy);
        Optional<Weights> weights = Weights.of(product, anatomy);
        if (data.isEmpty() || weights.isEmpty() || weights.get().zero() != 0) return false;
        for (int c = 0; c < weights.get().channels().channels(); c++) {
            if (weights.get().reach(c, LARGEST) > Integer.MAX_VALUE) return false;
        }
        String name = product.name();
        Value w = now.get(weights.get().value().name());
        Value zero = builder.constant(name + ".zero", Tensor.ofLongs(Element.I8, new long[0], 0));
        Value codes = now.get(data.get().codes().name());
        Value rows = now.get(data.get().scale().name());
        Value sum = builder.emit(name + ".sum", new MatmulInteger(), codes, w, zero, zero);
        Value real = builder.emit(name + ".real", new Cast(Element.F32, true), sum);
        Value scaled = builder.emit(name + ".scaled", new Mul(), real, rows);
        double[] scales = weights.get().scales();
        long[] shape = scales.length == 1 ? new long[0] : new long[] {scales.length};
        Value channels = builder.constant(name + ".channels", Tensor.ofDoubles(Element.F32, shape, scales));
        now.put(name, builder.emit(name, new Mul(), scaled, channels));
        return true;
    }
}
