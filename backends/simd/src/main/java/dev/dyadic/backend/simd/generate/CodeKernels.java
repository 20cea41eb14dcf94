// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.backend.simd.kernel.Kernels;
import dev.dyadic.simd.CodeKernel;
import java.util.Optional;
import java.util.function.Function;

/**
 * What multiplies codes that a run finds for a program.
 *
 * @param asked what the node asks for by name
 */
public record CodeKernels(Optional<String> asked) implements Packing {

    @Override public String type() { return "CodeKernel"; }

    @Override public CodeKernel pack(Kernels kernels) {
        return kernels.codes(asked);
    }

    @Override public String code(Function<Object, String> stored) {
        return "CodeKernel.OWN";
    }
}
