// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.PatchConvolution;
import dev.dyadic.backend.truffle.kernel.WindowConvolution;
import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.plugin.kernel.Convolution;
import java.util.List;
import java.util.Optional;

/** Layers for kernels that take images as they are: over two axes, without dilation, of one group or of single channels. */
final class ConvWindows {

    private ConvWindows() {}

    static Optional<WindowConvolution> pack(Requantized layer, ConvInteger op, Constants constants, Kernels kernels) {
        Node conv = layer.nodes().getFirst();
        Optional<TensorObject> zero = conv.ins().size() < 3 ? Optional.empty() : constants.get(conv.in(2));
        boolean hasZero = conv.ins().size() < 3 || zero.filter(each -> each.length() == 1).isPresent();
        TensorObject filters = constants.get(conv.in(1)).orElseThrow();
        if (!hasZero || filters.sizes().length != 4) return Optional.empty();
        int pad = zero.map(each -> (int) each.tensor().getLong(0)).orElse(0);
        return convolution(op, filters.sizes(), pad).flatMap(convolution -> {
            byte[] weights = weights(filters, convolution);
            int[] start = start(weights, layer.bias(), pad);
            return kernels.pack(conv, weights, start, convolution)
                    .map(packed -> new WindowConvolution(packed, layer.requant()));
        });
    }

    private static Optional<Convolution> convolution(ConvInteger op, long[] sizes, int pad) {
        boolean single = sizes[1] == 1 && op.group() == sizes[0] && op.group() > 1;
        boolean dense = op.dilations().stream().allMatch(each -> each == 1);
        boolean placed = op.autoPad() == AutoPad.EXPLICIT || op.autoPad() == AutoPad.VALID;
        List<Long> pads = op.autoPad() == AutoPad.VALID ? List.of() : op.pads();
        boolean isWindow = sizes[2] * sizes[3] > 1 || op.strides().stream().anyMatch(each -> each != 1)
                || pads.stream().anyMatch(each -> each != 0);
        boolean fits = dense && placed && isWindow && (op.group() == 1 || single) && pads.stream().allMatch(each -> each >= 0);
        if (!fits) return Optional.empty();
        return Optional.of(new Convolution(
                (int) (sizes[1] * op.group()), (int) sizes[0], (int) op.group(), (int) sizes[2], (int) sizes[3],
                at(op.strides(), 0, 1), at(op.strides(), 1, 1), at(pads, 0, 0), at(pads, 1, 0), (byte) pad));
    }

    private static byte[] weights(TensorObject filters, Convolution convolution) {
        int channels = convolution.channels() / convolution.groups();
        int taps = convolution.kernelHeight() * convolution.kernelWidth();
        return PatchConvolution.weights((byte[]) filters.array(), convolution.columns(), channels, taps);
    }

    /** The bias, less what the zero point adds to each sum. */
    private static int[] start(byte[] weights, int[] bias, int zero) {
        int[] start = bias.clone();
        for (int i = 0; i < weights.length; i++) start[i % bias.length] -= zero * weights[i];
        return start;
    }

    private static int at(List<Long> values, int i, int absent) {
        return values.isEmpty() ? absent : Math.toIntExact(values.get(i));
    }
}
