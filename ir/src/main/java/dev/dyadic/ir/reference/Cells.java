// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.op.Indexing.Combine;
import dev.dyadic.ir.tensor.Codec;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Single elements of a tensor that is being built. */
final class Cells {

    private final Element element;
    private final MemorySegment data;
    private final Tensor now;

    /** Cells of this memory, which is still ours. */
    Cells(Element element, MemorySegment data, long... sizes) {
        this.element = element;
        this.data = data;
        this.now = Tensor.of(element, sizes, data);
    }

    /** The finished tensor; nothing may be put any more. */
    Tensor tensor() {
        return now;
    }

    /** Puts element j of a tensor of the same element at i. */
    void put(long i, Tensor from, long j) {
        int width = element.bytes();
        MemorySegment.copy(from.data(), j * width, data, i * width, width);
    }

    /** Makes element j of a tensor meet what is at i. Sums and products are rounded at each step; integers wrap. */
    void combine(Combine how, long i, Tensor from, long j) {
        if (how == Combine.REPLACE) {
            put(i, from, j);
            return;
        }
        if (element.isFloat()) {
            double a = now.getDouble(i);
            double b = from.getDouble(j);
            double result = switch (how) {
                case ADD -> a + b;
                case MUL -> a * b;
                case MIN -> Math.min(a, b);
                case MAX -> Math.max(a, b);
                case REPLACE -> b;
            };
            bits(i, Codec.bits(element, result, true));
            return;
        }
        long a = now.getLong(i);
        long b = from.getLong(j);
        boolean below = element.isSigned() ? b < a : Long.compareUnsigned(b, a) < 0;
        long result = switch (how) {
            case ADD -> a + b;
            case MUL -> a * b;
            case MIN -> below ? b : a;
            case MAX -> below ? a : b;
            case REPLACE -> b;
        };
        bits(i, Codec.wrap(element, result));
    }

    private void bits(long i, long bits) {
        switch (element.bytes()) {
            case 1 -> data.set(ValueLayout.JAVA_BYTE, i, (byte) bits);
            case 2 -> data.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * i, (short) bits);
            case 4 -> data.set(ValueLayout.JAVA_INT_UNALIGNED, 4 * i, (int) bits);
            default -> data.set(ValueLayout.JAVA_LONG_UNALIGNED, 8 * i, bits);
        }
    }
}
