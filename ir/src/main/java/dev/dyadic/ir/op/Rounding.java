// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

/** Which integer a number half way between two becomes. */
public enum Rounding {
    /** The larger one. */
    HALF_UP,
    /** The even one. */
    HALF_EVEN
}
