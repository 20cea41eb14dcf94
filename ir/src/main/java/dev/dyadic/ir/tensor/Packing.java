// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Integers of fewer than 8 bits as files hold them: element i of {@code b} bits is bits {@code i * b} to {@code i * b + b - 1} of the
 * stream, in which bit k is bit {@code k % 8} of byte {@code k / 8}, bit 0 the lowest. Of 4-bit codes two share a byte, the first in its
 * low half. Bits left over in the last byte are 0.
 */
public final class Packing {

    private Packing() {}

    /** Whether files hold this element packed. */
    public static boolean packs(Element element) {
        return element.isInteger() && element.bits() < 8;
    }

    /** The bytes that a file takes for a tensor's elements. */
    public static long bytes(Tensor tensor) {
        return packs(tensor.element()) ? bytes(tensor.element(), tensor.count()) : tensor.data().byteSize();
    }

    /** The bytes that so many elements take, packed. */
    static long bytes(Element element, long count) {
        return Math.ceilDiv(Math.multiplyExact(count, element.bits()), 8L);
    }

    static MemorySegment pack(Tensor tensor) {
        int bits = tensor.element().bits();
        int mask = (1 << bits) - 1;
        byte[] packed = new byte[Math.toIntExact(bytes(tensor))];
        MemorySegment codes = tensor.data();
        for (long i = 0; i < tensor.count(); i++) {
            long bit = i * bits;
            int shifted = (codes.get(ValueLayout.JAVA_BYTE, i) & mask) << (bit & 7);
            packed[(int) (bit >> 3)] |= (byte) shifted;
            if ((bit & 7) + bits > 8) packed[(int) (bit >> 3) + 1] |= (byte) (shifted >> 8);
        }
        return MemorySegment.ofArray(packed);
    }

    /** The elements, a byte each, extended as {@link Element} says. */
    static Tensor unpack(Element element, long[] sizes, MemorySegment packed) {
        int bits = element.bits();
        int spare = Integer.SIZE - bits;
        byte[] codes = new byte[Math.toIntExact(Tensor.count(sizes))];
        for (int i = 0; i < codes.length; i++) {
            long bit = (long) i * bits;
            int pair = packed.get(ValueLayout.JAVA_BYTE, bit >> 3) & 0xff;
            if ((bit & 7) + bits > 8) pair |= packed.get(ValueLayout.JAVA_BYTE, (bit >> 3) + 1) << 8;
            int high = pair >> (bit & 7) << spare;
            codes[i] = (byte) (element.isSigned() ? high >> spare : high >>> spare);
        }
        return Tensor.of(element, sizes, MemorySegment.ofArray(codes));
    }
}
