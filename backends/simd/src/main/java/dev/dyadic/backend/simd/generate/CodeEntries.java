// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.backend.simd.kernel.Kernels;
import dev.dyadic.simd.CodeLookup;
import java.util.function.Function;

/**
 * A function of a code.
 *
 * @param table by bytes, of {@link CodeLookup#byBytes}
 */
public record CodeEntries(byte[] table) implements Packing {

    @Override public String type() { return "CodeLookup"; }

    @Override public CodeLookup pack(Kernels kernels) {
        return kernels.lookup(table);
    }

    @Override public String code(Function<Object, String> stored) {
        return "CodeLookup.of(" + stored.apply(table) + ")";
    }
}
