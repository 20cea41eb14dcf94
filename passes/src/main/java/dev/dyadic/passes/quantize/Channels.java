// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.tensor.Tensor;

/**
 * How the weights of a product lie in memory: those of one output channel, or of one row of a table, are {@code depth} numbers, of which number i of channel c is
 * at {@code c * channelStep + i * depthStep}.
 *
 * @param axis the axis of the weights along which output channels lie
 * @param resultAxis the axis of the product's result along which they lie; of a table of rows without meaning
 */
record Channels(int channels, int depth, int channelStep, int depthStep, int axis, int resultAxis) {

    static Channels of(Node product, Tensor weights) {
        int count = weights.length();
        if (product.op() instanceof Gather) {
            int rows = Math.toIntExact(weights.size(0));
            int row = rows == 0 ? 0 : count / rows;
            return new Channels(rows, row, row, 1, 0, 0);
        }
        if (product.op() instanceof Conv) {
            int channels = Math.toIntExact(weights.size(0));
            int depth = channels == 0 ? 0 : count / channels;
            return new Channels(channels, depth, depth, 1, 0, 1);
        }
        int depth = Math.toIntExact(weights.size(0));
        int channels = Math.toIntExact(weights.size(1));
        return new Channels(channels, depth, 1, channels, 1, product.out().type().shape().rank() - 1);
    }

    int index(int channel, int i) {
        return channel * channelStep + i * depthStep;
    }
}
