// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.backend.simd.kernel.Kernels;
import dev.dyadic.simd.FloatGemm;
import java.util.function.Function;

/** Weights f32 {@code [depth, columns]} of {@link FloatGemm}: columns from {@code at} on of a row-major matrix whose rows are {@code stride} long. */
public record FloatPanels(float[] matrix, int at, int stride, int depth, int columns) implements Packing {

    @Override public String type() { return "float[]"; }

    @Override public Object pack(Kernels kernels) {
        return FloatGemm.pack(matrix, at, stride, 1, depth, columns);
    }

    @Override public String code(Function<Object, String> stored) {
        return "FloatGemm.pack(" + stored.apply(matrix) + ", " + at + ", " + stride + ", 1, " + depth + ", " + columns + ")";
    }
}
