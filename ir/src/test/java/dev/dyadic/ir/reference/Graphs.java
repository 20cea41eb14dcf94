// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Short forms for small cases. */
final class Graphs {

    private Graphs() {}

    static Tensor eval(Op op, Tensor... ins) {
        return Reference.evaluate(op, List.of(ins), 1).getFirst();
    }

    static long[] shape(long... sizes) {
        return sizes;
    }

    static Tensor f32(double... values) {
        return Tensor.ofDoubles(Element.F32, shape(values.length), values);
    }

    static Tensor f64(double... values) {
        return Tensor.ofDoubles(Element.F64, shape(values.length), values);
    }

    static Tensor ints(Element element, long... values) {
        return Tensor.ofLongs(element, shape(values.length), values);
    }

    /** Numbers that look random and are the same in every run. */
    static Tensor noise(long seed, long... sizes) {
        var random = new java.util.SplittableRandom(seed);
        double[] values = new double[(int) Tensor.count(sizes)];
        for (int i = 0; i < values.length; i++) values[i] = random.nextDouble() * 2 - 1;
        return Tensor.ofDoubles(Element.F32, sizes, values);
    }
}
