// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

/** What is known of the elements of a value. */
public sealed interface Scalar permits Element, Quantized, Ranged, Scalar.Unknown {

    /** Nothing is known. Prints as {@code ?}. */
    record Unknown() implements Scalar {
        @Override public String toString() {
            return "?";
        }
    }

    Scalar UNKNOWN = new Unknown();
}
