// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.SplittableRandom;

/** Random data from a fixed seed. */
final class Noise {

    private final SplittableRandom random = new SplittableRandom(7);

    /** Normal numbers. */
    Tensor normal(long... sizes) {
        double[] values = new double[Math.toIntExact(Tensor.count(sizes))];
        for (int i = 0; i < values.length; i++) values[i] = random.nextGaussian();
        return Tensor.ofDoubles(Element.F32, sizes, values);
    }

    /** Scales between 0.01 and 0.03. */
    Tensor scales(long... sizes) {
        double[] values = new double[Math.toIntExact(Tensor.count(sizes))];
        for (int i = 0; i < values.length; i++) values[i] = random.nextDouble(0.01, 0.03);
        return Tensor.ofDoubles(Element.F32, sizes, values);
    }

    /** Integers between two numbers, both included. */
    Tensor integers(Element element, long least, long most, long... sizes) {
        long[] values = new long[Math.toIntExact(Tensor.count(sizes))];
        for (int i = 0; i < values.length; i++) values[i] = random.nextLong(least, most + 1);
        return Tensor.ofLongs(element, sizes, values);
    }

    Tensor u8(long... sizes) {
        return integers(Element.U8, 0, 255, sizes);
    }

    /** Signed weights of 7 bits: ONNX Runtime's sums of longer ones overflow on machines without VNNI. */
    Tensor i8(long... sizes) {
        return integers(Element.I8, -63, 63, sizes);
    }

    static Tensor f32(double value) {
        return Tensor.scalar(Element.F32, value);
    }

    /** A zero point. */
    static Tensor point(int value) {
        return Tensor.scalar(Element.U8, value);
    }
}
