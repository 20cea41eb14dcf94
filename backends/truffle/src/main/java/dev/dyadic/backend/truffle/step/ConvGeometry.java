// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.Windows;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import java.util.List;
import java.util.Optional;

/** The windows of a convolution over one or two axes, once the sizes of its operands are known. */
final class ConvGeometry {

    private ConvGeometry() {}

    /** Nothing where the operands do not go together, no window fits, there are more axes, or codes are not of 8 bits. */
    static Optional<Windows> of(ConvInteger op, TensorObject[] operands) {
        boolean isPlain = operands[0].element().bits() == 8 && (operands.length < 3 || operands[2].length() == 1);
        return isPlain ? of(op, operands[0].sizes(), operands[1].sizes()) : Optional.empty();
    }

    /** The zero point of the data. */
    static int zero(TensorObject[] operands) {
        return operands.length < 3 ? 0 : (int) operands[2].tensor().getLong(0);
    }

    /** The sizes of the result. */
    static long[] sizes(Windows windows, TensorObject[] operands) {
        long[] sizes = operands[0].sizes().clone();
        sizes[1] = operands[1].sizes()[0];
        if (sizes.length == 4) sizes[2] = windows.outHeight();
        sizes[sizes.length - 1] = windows.outWidth();
        return sizes;
    }

    private static Optional<Windows> of(ConvInteger op, long[] x, long[] w) {
        boolean flat = x.length == 3;
        boolean fits = (flat || x.length == 4) && w.length == x.length && op.group() > 0 && w[0] % op.group() == 0
                && x[1] == w[1] * op.group() && (op.autoPad() == AutoPad.EXPLICIT || op.autoPad() == AutoPad.VALID);
        if (!fits) return Optional.empty();
        List<Long> pads = op.autoPad() == AutoPad.VALID ? List.of() : op.pads();
        int last = x.length - 1;
        int spatial = x.length - 2;
        return Optional.of(new Windows(
                (int) op.group(),
                (int) w[1],
                (int) (w[0] / op.group()),
                flat ? 1 : (int) x[2],
                (int) x[last],
                flat ? 1 : (int) w[2],
                (int) w[last],
                flat ? 1 : at(op.strides(), 0, 1),
                at(op.strides(), spatial - 1, 1),
                flat ? 1 : at(op.dilations(), 0, 1),
                at(op.dilations(), spatial - 1, 1),
                flat ? 0 : at(pads, 0, 0),
                at(pads, spatial - 1, 0),
                flat ? 0 : at(pads, spatial, 0),
                at(pads, 2 * spatial - 1, 0))).filter(Windows::isWhole);
    }

    private static int at(List<Long> values, int i, int absent) {
        return values.isEmpty() ? absent : Math.toIntExact(values.get(i));
    }
}
