// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.type.Element;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {

    @Test void putsTheFirstOfTwoCodesInTheLowHalf() {
        Tensor codes = Tensor.ofLongs(Element.I4, new long[] {3}, 1, -8, 7);
        assertArrayEquals(new byte[] {(byte) 0x81, 0x07}, Packing.pack(codes).toArray(ValueLayout.JAVA_BYTE));
    }

    @Test void codesOfThreeBitsRunAcrossBytes() {
        Tensor codes = Tensor.ofLongs(Element.unsigned(3), new long[] {3}, 5, 2, 6);
        assertArrayEquals(new byte[] {(byte) 0b10_010_101, 0b1}, Packing.pack(codes).toArray(ValueLayout.JAVA_BYTE));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7}) void givesBackWhatWasPacked(int bits) {
        for (Element element : new Element[] {Element.signed(bits), Element.unsigned(bits)}) {
            for (int count : new int[] {0, 1, 7, 8, 9, 64, 97}) {
                var random = new SplittableRandom(count);
                long[] values = random.longs(count, element.min(), element.max() + 1).toArray();
                Tensor codes = Tensor.ofLongs(element, new long[] {1, count}, values);
                assertEquals((count * bits + 7) / 8, Packing.bytes(codes));
                assertEquals(codes, Packing.unpack(element, codes.sizes(), Packing.pack(codes)));
            }
        }
    }
}
