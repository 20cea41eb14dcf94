// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Optional;

/**
 * A sum of 32 bits that the model itself computes, times scales known beforehand: what products of codes are imported as.
 *
 * @param scales one in all, or one per index along the axis
 */
record ScaledSum(Value sum, double[] scales, int axis) {

    static Optional<ScaledSum> of(Node node, Anatomy anatomy) {
        if (!(node.op() instanceof Mul)) return Optional.empty();
        for (int i = 0; i < 2; i++) {
            Optional<Value> sum = sum(node.in(i), anatomy);
            Optional<Tensor> scale = anatomy.constant(node.in(1 - i));
            if (sum.isPresent() && scale.isPresent()) return of(sum.get(), scale.get());
        }
        return Optional.empty();
    }

    private static Optional<Value> sum(Value real, Anatomy anatomy) {
        return anatomy.definition(real)
                .filter(node -> node.op() instanceof Cast)
                .map(node -> node.in(0))
                .filter(sum -> sum.type().knownElement().filter(Element.I32::equals).isPresent());
    }

    private static Optional<ScaledSum> of(Value sum, Tensor scale) {
        if (scale.count() == 1) return Optional.of(new ScaledSum(sum, scale.toDoubles(), 0));
        int rank = sum.type().shape().rank();
        for (int i = 0; i < scale.rank(); i++) {
            int axis = rank - scale.rank() + i;
            boolean fits = axis >= 0 && scale.size(i) == scale.count() && sum.type().shape().dim(axis).is(scale.count());
            if (fits) return Optional.of(new ScaledSum(sum, scale.toDoubles(), axis));
        }
        return Optional.empty();
    }

    /** @param now what has become of the sum in the graph that is built */
    Lowering.Result lower(Value now, Builder builder, Output out) {
        double[] ratios = scales.clone();
        for (int i = 0; i < ratios.length; i++) ratios[i] /= out.meaning().scale();
        return Rescale.requant(now, ratios, axis, builder, out);
    }
}
