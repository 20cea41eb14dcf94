// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.simd.ColumnRequant;
import dev.dyadic.simd.SumRequant;

/** The Java types by which programs know their constants. */
final class ConstantType {

    private ConstantType() {}

    static String of(Object constant) {
        if (constant.getClass().isArray()) return constant.getClass().getSimpleName();
        return switch (constant) {
            case Packing packing -> packing.type();
            case ColumnRequant _ -> "ColumnRequant";
            case SumRequant _ -> "SumRequant";
            default -> throw new IllegalArgumentException("no constant of a program: " + constant.getClass());
        };
    }
}
