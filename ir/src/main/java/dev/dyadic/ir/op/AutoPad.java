// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

/** How a window op pads: as its {@code pads} say, or so that the result has ceil(size / stride) positions. */
public enum AutoPad {
    EXPLICIT,
    VALID,
    SAME_UPPER,
    SAME_LOWER
}
