// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.dyadic.ir.op.Spectral.Dft;
import dev.dyadic.ir.op.Spectral.Stft;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpectralReferenceTest {

    private static Tensor dft(Tensor x, long length, boolean inverse, boolean oneSided) {
        List<Tensor> ins = List.of(x, Tensor.of(new long[0], length), Tensor.of(new long[0], -2L));
        return SpectralReference.run(new Dft(inverse, oneSided), ins, 1).getFirst();
    }

    @Test void transformsAndPads() {
        Tensor x = Tensor.of(new long[] {1, 2, 1}, new float[] {1, 2});
        float[] y = dft(x, 4, false, false).toFloats();
        assertArrayEquals(new float[] {3, 0, 1, -2, -1, 0, 1, 2}, y, 1e-6f);
    }

    @Test void comesBackFromHalfASpectrumOfAnyLength() {
        for (int length = 1; length <= 6; length++) {
            float[] signal = new float[length];
            for (int i = 0; i < length; i++) signal[i] = i * i - 2;
            Tensor half = dft(Tensor.of(new long[] {1, length, 1}, signal), length, false, true);
            assertArrayEquals(new long[] {1, length / 2 + 1, 2}, half.sizes());
            Tensor back = dft(half, length, true, true);
            assertArrayEquals(new long[] {1, length, 1}, back.sizes());
            assertArrayEquals(signal, back.toFloats(), 1e-5f);
        }
    }

    @Test void weighsEachFrameByTheWindow() {
        Tensor x = Tensor.of(new long[] {1, 5, 1}, new float[] {1, 2, 3, 4, 5});
        Tensor window = Tensor.of(new long[] {2}, new float[] {1, 0.5f});
        List<Tensor> ins = List.of(x, Tensor.scalar(Element.I64, 3), window);
        Tensor y = SpectralReference.run(new Stft(true), ins, 1).getFirst();
        assertArrayEquals(new long[] {1, 2, 2, 2}, y.sizes());
        assertArrayEquals(new float[] {2, 0, 0, 0, 6.5f, 0, 1.5f, 0}, y.toFloats(), 1e-6f);
    }
}
