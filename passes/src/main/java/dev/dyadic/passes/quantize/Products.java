// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.passes.quantize.Lowering.Done;
import dev.dyadic.passes.quantize.Lowering.Refused;
import dev.dyadic.passes.quantize.Lowering.Result;
import java.util.List;
import java.util.Optional;

/** Products of data and weights, or of data and data, in 32-bit accumulators that are proven not to overflow. */
final class Products {

    /** The largest code of a bias, which leaves half of 32 bits to the products. */
    private static final double LARGEST_OFFSET = 1 << 30;

    /** Below it, no sum of 32 bits comes to half a code. */
    private static final double LEAST_RATIO = 0x1p-32;

    private Products() {}

    /**
     * {@code requant(sum((x - zero) * w) + bias)}.
     *
     * @param codes the weights in the graph that is built
     */
    static Result lower(
            Node product, Codes data, Weights own, Value codes, Optional<Tensor> bias, Builder builder, Output out) {
        if (data.meaning().storage().bits() > 8) return new Refused("its data has codes of more than 8 bits.");
        int channels = own.channels().channels();
        Weights weights = own.notFinerThan(leastScales(bias, data.meaning().scale(), out.meaning().scale(), channels));
        long[] offsets = new long[channels];
        for (int c = 0; c < channels; c++) {
            double scale = data.meaning().scale() * weights.scale(c);
            offsets[c] = bias.isEmpty() ? 0 : Math.round(bias.get().getDouble(bias.get().count() == 1 ? 0 : c) / scale);
            long reach = Math.addExact(weights.reach(c, largest(data)), Math.abs(offsets[c]));
            if (reach > Integer.MAX_VALUE) {
                return new Refused("the sum of output channel " + c + " can reach " + reach + ", beyond 32 bits.");
            }
        }
        Value used = weights == own ? codes : builder.constant(out.name() + ".weights", weights.codes());
        Value sum = sum(product, data, used, weights.zero(), builder, out.name());
        if (bias.isPresent()) {
            long[] shape = product.op() instanceof Conv ? channelShape(product, channels) : new long[] {channels};
            Value offset = builder.constant(out.name() + ".bias", Tensor.ofLongs(Element.I32, shape, offsets));
            sum = builder.emit(out.name() + ".biased", new Add(), sum, offset);
        }
        double[] ratios = new double[weights.scales().length];
        for (int c = 0; c < ratios.length; c++) {
            ratios[c] = data.meaning().scale() * weights.scales()[c] / out.meaning().scale();
        }
        return Rescale.requant(sum, ratios, weights.channels().resultAxis(), builder, out);
    }

    /**
     * The scales of weights from which on biases have codes of half of 32 bits, and a sum of 32 bits can make a difference to the code of
     * the result. A channel that is all but switched off has weights far below.
     */
    private static double[] leastScales(Optional<Tensor> bias, double data, double result, int channels) {
        double[] least = new double[channels];
        for (int c = 0; c < channels; c++) {
            double added = bias.isEmpty() ? 0 : Math.abs(bias.get().getDouble(bias.get().count() == 1 ? 0 : c));
            least[c] = Math.max(added / LARGEST_OFFSET, result * LEAST_RATIO) / data;
        }
        return least;
    }

    private static Value sum(Node product, Codes data, Value w, long zero, Builder builder, String name) {
        Value dataZero = builder.constant(name + ".data-zero", Codes.zero(data.meaning()));
        Value weightZero = builder.constant(name + ".weight-zero", Tensor.ofLongs(w.type().element(), new long[0], zero));
        Op op = product.op() instanceof Conv conv
                ? new ConvInteger(conv.strides(), conv.pads(), conv.dilations(), conv.group(), conv.autoPad())
                : new MatmulInteger();
        return builder.emit(name + ".sum", op, data.value(), w, dataZero, weightZero);
    }

    /** The largest magnitude of a code less the zero point. */
    static long largest(Codes data) {
        Element storage = data.meaning().storage();
        return Math.max(storage.max() - data.meaning().zero(), data.meaning().zero() - storage.min());
    }

    private static long[] channelShape(Node conv, int channels) {
        long[] shape = new long[conv.out().type().shape().rank() - 1];
        java.util.Arrays.fill(shape, 1);
        shape[0] = channels;
        return shape;
    }

    /** {@code requant(sum((a - aZero) * (b - bZero)))}. */
    static Result ofData(List<Codes> both, Builder builder, Output out) {
        Codes a = both.get(0);
        Codes b = both.get(1);
        if (a.meaning().storage().bits() > 8 || b.meaning().storage().bits() > 8) {
            return new Refused("its operands have codes of more than 8 bits.");
        }
        var depth = a.value().type().shape().dim(-1);
        long each = largest(a) * largest(b);
        if (depth.isConstant() && depth.constant() * each > Integer.MAX_VALUE) {
            return new Refused("a sum of " + depth + " products can reach beyond 32 bits.");
        }
        if (!depth.isConstant()) {
            return new Refused("its sums have " + depth + " products, so nothing proves that they stay within 32 bits.");
        }
        Value aZero = builder.constant(out.name() + ".a-zero", Codes.zero(a.meaning()));
        Value bZero = builder.constant(out.name() + ".b-zero", Codes.zero(b.meaning()));
        Value sum = builder.emit(out.name() + ".sum", new MatmulInteger(), a.value(), b.value(), aZero, bZero);
        double ratio = (double) a.meaning().scale() * b.meaning().scale() / out.meaning().scale();
        return Rescale.requant(sum, new double[] {ratio}, 0, builder, out);
    }
}
