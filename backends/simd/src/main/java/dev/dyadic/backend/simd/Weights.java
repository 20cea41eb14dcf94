// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.simd.ColumnRequant;
import dev.dyadic.simd.SumRequant;

/** What constants of a program are. */
final class Weights {

    private Weights() {}

    /** The Java type by which a program knows a constant. */
    static String type(Object constant) {
        if (constant.getClass().isArray()) return constant.getClass().getSimpleName();
        return switch (constant) {
            case Packing packing -> packing.type();
            case ColumnRequant _ -> "ColumnRequant";
            case SumRequant _ -> "SumRequant";
            default -> throw new IllegalArgumentException("no constant of a program: " + constant.getClass());
        };
    }
}
