// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir;

import java.util.Locale;

/** How far a graph has come. Each stage holds everything the ones before it hold. */
public enum Stage {
    /** Well-formed; shapes or elements may be unknown. */
    RAW,
    /** Every value has an element and a shape. */
    TYPED,
    /** Every float value the recipe quantizes carries its range in its type. */
    CALIBRATED,
    /** Each quantized edge is an explicit quantize, dequantize pair; arithmetic is still float. */
    FAKE,
    /** Float ops meet quantized data only through explicit quantize and dequantize; every rescale is dyadic. */
    INTEGER,
    /** Nodes name the kernels that compute them, where there is a choice. */
    SELECTED;

    /** The word in the text form. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean atLeast(Stage other) {
        return compareTo(other) >= 0;
    }
}
