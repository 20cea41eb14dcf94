// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.SplittableRandom;

/** Seeded tensors. */
final class Draw {

    private static final double WIDEST_FLOAT = 3;
    private static final long WIDEST_INTEGER = 1000;

    private Draw() {}

    /** Floats within 3 of 0; integers of up to 16 bits from all there are, wider ones up to 1000. */
    static Tensor of(Element element, long seed, long... sizes) {
        if (element.isFloat()) return floats(element, seed, -WIDEST_FLOAT, WIDEST_FLOAT, sizes);
        boolean narrow = element.bits() <= 16;
        long low = narrow ? element.min() : element.isSigned() ? -WIDEST_INTEGER : 0;
        return integers(element, seed, low, narrow ? element.max() : WIDEST_INTEGER, sizes);
    }

    static Tensor f32(long seed, long... sizes) {
        return of(Element.F32, seed, sizes);
    }

    static Tensor floats(Element element, long seed, double low, double high, long... sizes) {
        var random = new SplittableRandom(seed);
        double[] values = new double[Math.toIntExact(Tensor.count(sizes))];
        for (int i = 0; i < values.length; i++) values[i] = low + (high - low) * random.nextDouble();
        return Tensor.ofDoubles(element, sizes, values);
    }

    /** Integers from low to high, both included. */
    static Tensor integers(Element element, long seed, long low, long high, long... sizes) {
        var random = new SplittableRandom(seed);
        long[] values = new long[Math.toIntExact(Tensor.count(sizes))];
        for (int i = 0; i < values.length; i++) values[i] = random.nextLong(low, high + 1);
        return Tensor.ofLongs(element, sizes, values);
    }

    /** A vector of these numbers. */
    static Tensor vector(Element element, double... values) {
        long[] sizes = {values.length};
        if (element.isFloat()) return Tensor.ofDoubles(element, sizes, values);
        return Tensor.ofLongs(element, sizes, java.util.Arrays.stream(values).mapToLong(each -> (long) each).toArray());
    }
}
