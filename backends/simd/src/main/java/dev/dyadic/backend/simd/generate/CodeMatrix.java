// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Optional;

/**
 * Constant weights i8 {@code [depth, columns]}, less their zero points.
 *
 * @param groups codes of few bits and multiples, where the weights are made of those
 */
public record CodeMatrix(byte[] values, int depth, int columns, Optional<Groups> groups) {

    /** Codes of few bits, and a multiple for each group of neighbours along the depth. */
    public record Groups(byte[] codes, byte[] multiples, int size) {}

    /** The weights behind the second operand of a matmul-integer; empty where they are no constants of 8 bits. */
    public static Optional<CodeMatrix> of(Value weights, Optional<Value> zero, Draft draft) {
        return inGroups(weights, zero, draft).or(() -> draft.constant(weights)
                .filter(constant -> constant.rank() == 2)
                .flatMap(constant -> of(constant, zero, draft)));
    }

    private static Optional<CodeMatrix> inGroups(Value weights, Optional<Value> zero, Draft draft) {
        Optional<Node> node = draft.definition(weights).filter(each -> each.op() instanceof ScaleGroups);
        if (node.isEmpty() || !isZero(zero, draft)) return Optional.empty();
        Optional<Tensor> codes = draft.constant(node.get().in(0)).filter(each -> each.rank() == 2 && each.element().isSigned());
        Optional<Tensor> multiples = draft.constant(node.get().in(1)).filter(each -> each.element().equals(Element.I8));
        var op = (ScaleGroups) node.get().op();
        if (codes.isEmpty() || multiples.isEmpty() || op.axis() != 0 && op.axis() != -2) return Optional.empty();
        int depth = Math.toIntExact(codes.get().size(0));
        int columns = Math.toIntExact(codes.get().size(1));
        byte[] few = (byte[]) TensorArrays.of(codes.get());
        byte[] factors = (byte[]) TensorArrays.of(multiples.get());
        byte[] values = new byte[few.length];
        for (int i = 0; i < values.length; i++) {
            int product = few[i] * factors[(int) (i / columns / op.group()) * columns + i % columns];
            if (product != (byte) product) return Optional.empty();
            values[i] = (byte) product;
        }
        return Optional
                .of(new CodeMatrix(values, depth, columns, Optional.of(new Groups(few, factors, Math.toIntExact(op.group())))));
    }

    /** Codes of up to 8 bits less a zero point, one or one per column, if the differences fit i8. */
    public static Optional<CodeMatrix> of(Tensor codes, Optional<Value> zero, Draft draft) {
        if (!codes.element().isInteger() || codes.element().bits() > 8) return Optional.empty();
        int depth = Math.toIntExact(codes.size(0));
        int columns = Math.toIntExact(codes.size(1));
        Optional<Tensor> zeros = zero.flatMap(draft::constant);
        if (zero.isPresent() && zeros.isEmpty()) return Optional.empty();
        if (zeros.isPresent() && zeros.get().count() != 1 && zeros.get().count() != columns) return Optional.empty();
        long[] less = zeros.isEmpty() ? new long[] {0} : zeros.get().toLongs();
        byte[] values = (byte[]) TensorArrays.of(codes);
        boolean signed = codes.element().isSigned();
        // the common case, of weights that may be large, needs no arithmetic
        if (!signed || java.util.Arrays.stream(less).anyMatch(zeroPoint -> zeroPoint != 0)) {
            for (int i = 0; i < values.length; i++) {
                long value = (signed ? values[i] : values[i] & 0xff) - less[less.length == 1 ? 0 : i % columns];
                if (value != (byte) value) return Optional.empty();
                values[i] = (byte) value;
            }
        }
        return Optional.of(new CodeMatrix(values, depth, columns, Optional.empty()));
    }

    private static boolean isZero(Optional<Value> zero, Draft draft) {
        if (zero.isEmpty()) return true;
        Optional<Tensor> zeros = draft.constant(zero.get());
        if (zeros.isEmpty()) return false;
        for (int i = 0; i < zeros.get().length(); i++) if (zeros.get().getLong(i) != 0) return false;
        return true;
    }

    /** A block of columns as weights of their own. */
    public CodeMatrix columns(int from, int count) {
        byte[] block = new byte[depth * count];
        for (int k = 0; k < depth; k++) System.arraycopy(values, k * columns + from, block, k * count, count);
        return new CodeMatrix(block, depth, count, Optional.empty());
    }

    /** What sums begin with, so that data has its zero point taken off: bias - zero * sum of the column. */
    int[] start(long zero, int[] bias) {
        int[] start = bias.length == 0 ? new int[columns] : bias.clone();
        if (zero == 0) return start;
        for (int k = 0; k < depth; k++) {
            for (int c = 0; c < columns; c++) start[c] -= (int) zero * values[k * columns + c];
        }
        return start;
    }
}
