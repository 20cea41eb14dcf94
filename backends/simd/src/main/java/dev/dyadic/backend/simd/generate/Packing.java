// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.backend.simd.kernel.Kernels;
import java.util.List;
import java.util.function.Function;

/** Weights before they are brought into the layout of a kernel: that depends on the machine, and the source of a program does not. */
public sealed interface Packing permits CodeEntries, CodeKernels, CodePanels, FloatKernels, FloatPanels, WindowPanels {

    /** The Java type by which a program knows the packed weights. */
    String type();

    /** The packed weights, for this machine. */
    Object pack(Kernels kernels);

    /**
     * The Java expression that packs them on any machine, by the kernels that ship with every program.
     *
     * @param stored gives the expression of an array that is stored with the program
     */
    String code(Function<Object, String> stored);

    /** Constants of a program, with weights packed. */
    static Object[] packed(List<Object> constants, Kernels kernels) {
        return constants.parallelStream()
                .map(constant -> constant instanceof Packing weights ? weights.pack(kernels) : constant)
                .toArray();
    }
}
