// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.SplittableRandom;

/** What integers a tensor is filled with: those at which arithmetic on codes goes wrong, if it does. */
public enum Fill {
    RANDOM,
    /** The least of its element, everywhere. */
    MIN,
    /** The greatest of its element, everywhere. */
    MAX,
    /** The least and the greatest in turn. */
    ALTERNATING,
    /** Small odd numbers and zeros: half of a sum of them lies half way between two integers. */
    TIES;

    /** Numbers of an integer element of up to 32 bits; equal for equal seeds. */
    public long[] numbers(Element element, int count, long seed) {
        var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + ordinal());
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (this) {
                case RANDOM -> random.nextLong(element.min(), element.max() + 1);
                case MIN -> element.min();
                case MAX -> element.max();
                case ALTERNATING -> i % 2 == 0 ? element.min() : element.max();
                case TIES -> element.isSigned() ? Math.min(element.max(), random.nextInt(-2, 2) + (i % 3 == 0 ? 1 : 0))
                        : random.nextInt(4);
            };
        }
        return numbers;
    }

    Tensor tensor(Element element, long seed, long... sizes) {
        return Tensor.ofLongs(element, sizes, numbers(element, Math.toIntExact(Tensor.count(sizes)), seed));
    }

    /** {@link #numbers} of an element of 8 bits, as bytes. */
    byte[] codes(Element element, int count, long seed) {
        long[] numbers = numbers(element, count, seed);
        byte[] codes = new byte[count];
        for (int i = 0; i < count; i++) codes[i] = (byte) numbers[i];
        return codes;
    }
}
