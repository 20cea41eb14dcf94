// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.backend.simd.kernel.Kernels;
import dev.dyadic.simd.FloatKernel;
import java.util.Optional;
import java.util.function.Function;

/**
 * What multiplies floats for a program.
 *
 * @param asked what the node asks for by name
 */
public record FloatKernels(Optional<String> asked) implements Packing {

    @Override public String type() { return "FloatKernel"; }

    @Override public FloatKernel pack(Kernels kernels) {
        return kernels.floats(asked);
    }

    @Override public String code(Function<Object, String> stored) {
        return "FloatGemm.OWN";
    }
}
