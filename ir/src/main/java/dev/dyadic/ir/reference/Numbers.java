// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;

/** Results worked out in f64. */
final class Numbers {

    private Numbers() {}

    /** Rounded once to a float element; integers are cut to their whole part and kept in range. */
    static Tensor tensor(Element element, double[] values, long... sizes) {
        if (element.isFloat()) return Tensor.ofDoubles(element, sizes, values);
        long[] whole = new long[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = element.bits() == 64 ? (long) values[i] : Math.clamp((long) values[i], element.min(), element.max());
        }
        return Tensor.ofLongs(element, sizes, whole);
    }
}
