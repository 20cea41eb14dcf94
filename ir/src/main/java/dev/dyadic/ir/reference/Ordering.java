// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.tensor.Tensor;

/** The order of numbers within a tensor: exact for integers; NaN is above all and equal to itself, -0 equals 0. */
final class Ordering {

    private Ordering() {}

    static int compare(Tensor x, long i, long j) {
        if (!x.element().isFloat()) {
            return x.element().isSigned()
                    ? Long.compare(x.getLong(i), x.getLong(j))
                    : Long.compareUnsigned(x.getLong(i), x.getLong(j));
        }
        double a = x.getDouble(i);
        double b = x.getDouble(j);
        return a == b ? 0 : Double.compare(a, b);
    }
}
