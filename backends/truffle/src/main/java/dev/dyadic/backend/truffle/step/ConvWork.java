// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.Centered;
import dev.dyadic.backend.truffle.kernel.IntegerConvolution;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/** Integer convolution over one or two axes with constant filters; what else there is goes by the reference. */
record ConvWork(Node node, ConvInteger op, Optional<short[]> weights) implements PlainStep.Work {

    ConvWork(Node node, ConvInteger op, Constants constants) {
        this(node, op, weights(node, constants));
    }

    /** The filters less their zero point, if both are constants of 8 bits and the zero point is one for all. */
    private static Optional<short[]> weights(Node node, Constants constants) {
        Optional<TensorObject> filters = constants.get(node.in(1)).filter(each -> each.element().bits() == 8);
        if (filters.isEmpty()) return Optional.empty();
        boolean signed = filters.get().element().isSigned();
        byte[] codes = (byte[]) filters.get().array();
        if (node.ins().size() < 4) return Optional.of(Centered.of(codes, signed, 0));
        return constants.get(node.in(3))
                .filter(zero -> zero.length() == 1)
                .map(zero -> Centered.of(codes, signed, (int) zero.tensor().getLong(0)));
    }

    @Override public TensorObject[] run(TensorObject[] operands) {
        TensorObject x = operands[0];
        Optional<IntegerConvolution> loops = loops(x.sizes(), operands[1].sizes());
        boolean fits = weights.isPresent() && loops.isPresent() && loops.get().isWhole() && x.element().bits() == 8
                && (operands.length < 3 || operands[2].length() == 1);
        if (!fits) return new ByReference(node).run(operands);
        int zero = operands.length < 3 ? 0 : (int) operands[2].tensor().getLong(0);
        int images = Math.toIntExact(x.sizes()[0]);
        int[] sums = loops.get().run((byte[]) x.array(), x.element().isSigned(), zero, images, weights.get());
        long[] sizes = x.sizes().clone();
        sizes[1] = operands[1].sizes()[0];
        if (sizes.length == 4) sizes[2] = loops.get().outHeight();
        sizes[sizes.length - 1] = loops.get().outWidth();
        return new TensorObject[] {TensorObject.of(Element.I32, sizes, sums)};
    }

    private Optional<IntegerConvolution> loops(long[] x, long[] w) {
        boolean flat = x.length == 3;
        boolean fits = (flat || x.length == 4) && w.length == x.length && op.group() > 0 && w[0] % op.group() == 0
                && x[1] == w[1] * op.group() && (op.autoPad() == AutoPad.EXPLICIT || op.autoPad() == AutoPad.VALID);
        if (!fits) return Optional.empty();
        List<Long> pads = op.autoPad() == AutoPad.VALID ? List.of() : op.pads();
        int last = x.length - 1;
        int spatial = x.length - 2;
        return Optional.of(new IntegerConvolution(
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
                at(pads, 2 * spatial - 1, 0)));
    }

    private static int at(List<Long> values, int i, int absent) {
        return values.isEmpty() ? absent : Math.toIntExact(values.get(i));
    }
}
