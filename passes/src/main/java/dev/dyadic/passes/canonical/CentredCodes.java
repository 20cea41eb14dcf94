// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Constant weights of 8 bits as i8 codes without a zero point: a weight less its zero point is its code plus the rest of its column.
 *
 * @param rests per column; all are 0 where the differences themselves fit i8
 * @param sums per column, of its weights less their zero point
 */
record CentredCodes(Tensor codes, long[] rests, long[] sums) {

    /**
     * Of the second operand of a product, less the fourth; empty where they are no constants of 8 bits.
     *
     * @param axis the axis of the columns: the first one, or the last
     */
    static Optional<CentredCodes> of(Node product, int axis, Sweep at) {
        Optional<Tensor> weights = at.constant(product.in(1))
                .filter(each -> each.element().isInteger() && each.element().bits() == 8 && each.count() > 0);
        boolean hasZeros = product.ins().size() > 3;
        Optional<Tensor> zeros = hasZeros ? at.constant(product.in(3)) : Optional.empty();
        if (weights.isEmpty() || hasZeros && zeros.isEmpty()) return Optional.empty();
        int columns = Math.toIntExact(weights.get().size(axis));
        long[] given = zeros.map(Tensor::toLongs).orElse(new long[1]);
        if (given.length != 1 && given.length != columns) return Optional.empty();
        long[] zero = given.length == columns ? given : LongStream.generate(() -> given[0]).limit(columns).toArray();
        return Optional.of(of(weights.get(), zero, axis));
    }

    /** Whether the weights are i8 codes without a zero point as they are, as most are: there is nothing to look at then. */
    static boolean areWeights(Node product, Sweep at) {
        boolean signed = at.constant(product.in(1)).filter(each -> each.element().equals(Element.I8)).isPresent();
        return signed && (product.ins().size() < 4 || at.constant(product.in(3))
                .filter(zeros -> LongStream.of(zeros.toLongs()).allMatch(zero -> zero == 0)).isPresent());
    }

    private static CentredCodes of(Tensor weights, long[] zeros, int axis) {
        long[] values = weights.toLongs();
        int columns = zeros.length;
        int inner = axis == 0 ? values.length / columns : 1;
        boolean fits = IntStream.range(0, values.length).allMatch(i -> isCode(values[i] - zeros[i / inner % columns]));
        long middle = weights.element().isSigned() ? 0 : 128;
        long[] sums = new long[columns];
        for (int i = 0; i < values.length; i++) {
            int column = i / inner % columns;
            sums[column] += values[i] - zeros[column];
            values[i] -= fits ? zeros[column] : middle;
        }
        long[] rests = Arrays.stream(zeros).map(zero -> fits ? 0 : middle - zero).toArray();
        return new CentredCodes(Tensor.ofLongs(Element.I8, weights.sizes(), values), rests, sums);
    }

    private static boolean isCode(long value) {
        return value == (byte) value;
    }

    /** Whether the codes are the weights less their zero points. */
    boolean isWhole() {
        return Arrays.stream(rests).allMatch(rest -> rest == 0);
    }
}
