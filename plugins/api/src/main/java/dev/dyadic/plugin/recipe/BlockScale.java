// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.plugin.Format;

/** How the scale of a block is stored. */
public sealed interface BlockScale {

    /** A power of two from 2^-127 to 2^127 in 8 bits, as in the MX formats (OCP 2023). */
    record PowerOfTwo() implements BlockScale {
        @Override public String toString() {
            return "pow2";
        }
    }

    /** An f32. */
    record Real() implements BlockScale {
        @Override public String toString() {
            return "f32";
        }
    }

    /** A positive value of a table, times one f32 for the whole tensor, as in NVFP4. */
    record Coded(Format format) implements BlockScale {
        @Override public String toString() {
            return format.name();
        }
    }
}
