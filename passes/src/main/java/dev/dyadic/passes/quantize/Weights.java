// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * The weights of a product as integers.
 *
 * @param value what holds the codes in the graph
 * @param zero the code of 0, for all channels
 * @param scales one in all, or one per output channel
 */
record Weights(Value value, Tensor codes, long zero, double[] scales, Channels channels) {

    /** The weights of a product, if a dequantize by constants gives them. */
    static Optional<Weights> of(Node product, Anatomy anatomy) {
        Optional<Node> behind = anatomy.definition(product.in(1));
        if (behind.isEmpty() || !(behind.get().op() instanceof Dequantize dequantize) || dequantize.block() > 0) {
            return Optional.empty();
        }
        Optional<Tensor> codes = anatomy.known(behind.get().in(0));
        Optional<Tensor> scales = anatomy.constant(behind.get().in(1));
        Optional<Tensor> zeros = anatomy.constant(behind.get().in(2));
        if (codes.isEmpty() || scales.isEmpty() || zeros.isEmpty()) return Optional.empty();
        long[] points = zeros.get().element().isInteger() ? zeros.get().toLongs() : new long[0];
        boolean onePoint = points.length > 0 && Arrays.stream(points).allMatch(zero -> zero == points[0]);
        Channels channels = Channels.of(product, codes.get());
        int rank = codes.get().rank();
        int axis = dequantize.axis() < 0 ? dequantize.axis() + rank : dequantize.axis();
        boolean perTensor = scales.get().count() == 1;
        boolean perChannel = axis == channels.axis() && scales.get().count() == channels.channels();
        boolean usable = onePoint && codes.get().element().bits() <= 8 && (perTensor || perChannel);
        if (!usable) return Optional.empty();
        return Optional.of(new Weights(behind.get().in(0), codes.get(), points[0], scales.get().toDoubles(), channels));
    }

    double scale(int channel) {
        return scales[scales.length == 1 ? 0 : channel];
    }

    /**
     * The same weights with scales that are coarser in some channels.
     *
     * @param least the least scale of each channel; a channel that has one at least as large is left as it is
     * @return these, if nothing changes or all channels share a scale
     */
    Weights notFinerThan(double[] least) {
        if (scales.length != channels.channels()) return this;
        double[] coarser = scales.clone();
        long[] changed = codes.toLongs();
        for (int c = 0; c < coarser.length; c++) {
            if (!(least[c] > scales[c])) continue;
            coarser[c] = least[c];
            for (int i = 0; i < channels.depth(); i++) {
                int at = channels.index(c, i);
                changed[at] = zero + Math.round((changed[at] - zero) * scales[c] / least[c]);
            }
        }
        if (Arrays.equals(coarser, scales)) return this;
        return new Weights(value, Tensor.ofLongs(codes.element(), codes.sizes(), changed), zero, coarser, channels);
    }

    /** The largest magnitude the sum of products of one channel can reach, data being at most this large. */
    long reach(int channel, long largest) {
        long sum = 0;
        for (int i = 0; i < channels.depth(); i++) sum += Math.abs(codes.getLong(channels.index(channel, i)) - zero) * largest;
        return sum;
    }
}
