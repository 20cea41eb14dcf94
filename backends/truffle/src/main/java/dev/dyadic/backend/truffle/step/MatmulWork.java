// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.Axpy;
import dev.dyadic.backend.truffle.kernel.Centered;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel.Size;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Products of 8-bit codes with a matrix of them, by plain loops; what else there is goes by the reference. */
record MatmulWork(Node node, Optional<short[]> constant) implements PlainStep.Work {

    /** A typical number of rows, by which kernels are compared. */
    private static final int ROWS = 64;

    static StepNode step(Node node, int[] slots, Constants constants, List<IntegerGemm> kernels) {
        Optional<TensorObject> b = constants.get(node.in(1))
                .filter(each -> each.element().bits() == 8 && each.sizes().length == 2);
        Optional<TensorObject> zero = node.ins().size() < 4 ? Optional.empty() : constants.get(node.in(3));
        boolean isSymmetric = node.ins().size() < 4
                || zero.map(each -> each.tensor().toLongs()).map(MatmulWork::areZeros).orElse(false);
        if (b.isPresent() && isSymmetric && b.get().element().equals(Element.I8)) {
            Size size = new Size(ROWS, b.get().sizes()[1], b.get().sizes()[0]);
            Element codes = node.in(0).type().element();
            Optional<IntegerGemm> kernel = kernels.stream()
                    .filter(each -> each.operands().getFirst().equals(codes))
                    .min(Comparator.comparingDouble(each -> each.cost(size)));
            if (kernel.isPresent()) {
                PackedWeights packed = kernel.get().pack((byte[]) b.get().array(), (int) size.depth(), (int) size.columns());
                return new PlainStep(node, kernel.get().name(), slots, new GemmWork(node, packed, b.get()));
            }
        }
        Optional<short[]> centered = b.filter(_ -> isSymmetric)
                .map(each -> Centered.of((byte[]) each.array(), each.element().isSigned(), 0));
        return new PlainStep(node, "loops", slots, new MatmulWork(node, centered));
    }

    private static boolean areZeros(long[] values) {
        for (long value : values) if (value != 0) return false;
        return true;
    }

    @Override public TensorObject[] run(TensorObject[] operands) {
        TensorObject a = operands[0];
        TensorObject b = operands[1];
        boolean fits = a.element().bits() == 8 && b.element().bits() == 8 && b.sizes().length == 2 && a.sizes().length >= 2
                && a.sizes()[a.sizes().length - 1] == b.sizes()[0] && (operands.length < 3 || operands[2].length() == 1);
        if (!fits) return new ByReference(node).run(operands);
        int depth = (int) b.sizes()[0];
        int columns = (int) b.sizes()[1];
        short[] right = constant.orElseGet(() -> centered(b, operands, columns));
        int zero = operands.length < 3 ? 0 : (int) operands[2].tensor().getLong(0);
        short[] left = Centered.of((byte[]) a.array(), a.element().isSigned(), zero);
        int rows = depth == 0 ? 0 : a.length() / depth;
        long[] sizes = a.sizes().clone();
        sizes[sizes.length - 1] = columns;
        int[] sums = (int[]) TensorObject.allocate(Element.I32, Math.toIntExact(dev.dyadic.ir.tensor.Tensor.count(sizes)));
        int[] starts = new int[depth];
        for (int k = 0; k < depth; k++) starts[k] = k * columns;
        for (int row = 0; row < rows; row++) Axpy.add(sums, row * columns, columns, left, row * depth, right, starts, 0);
        return new TensorObject[] {TensorObject.of(Element.I32, sizes, sums)};
    }

    private static short[] centered(TensorObject b, TensorObject[] operands, int columns) {
        byte[] codes = (byte[]) b.array();
        boolean signed = b.element().isSigned();
        if (operands.length < 4) return Centered.of(codes, signed, 0);
        long[] zeros = operands[3].tensor().toLongs();
        if (zeros.length != 1 && zeros.length != columns) {
            throw dev.dyadic.ir.DyadicException.model("matmul-integer",
                    zeros.length + " zero points for " + columns + " columns.");
        }
        int[] perColumn = new int[zeros.length];
        for (int i = 0; i < zeros.length; i++) perColumn[i] = (int) zeros[i];
        return Centered.of(codes, signed, perColumn);
    }
}
