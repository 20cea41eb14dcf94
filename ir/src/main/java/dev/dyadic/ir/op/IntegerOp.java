// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import dev.dyadic.ir.type.Element;

/**
 * Arithmetic on codes: integers in, integers out, the same bits everywhere. Rescaling is by dyadic numbers {@code multiplier /
 * 2^shift}; multipliers (i32, positive) and shifts (i32, 1 to 62) are constant operands, scalars or vectors along {@code axis}.
 * Products are taken in 64 bits.
 */
public sealed interface IntegerOp extends Op {

    @Override default String mnemonic() {
        return "int." + Mnemonics.of(getClass());
    }

    /** {@code (x) -> min(max(x, lo), hi)}. */
    record Clamp(long lo, long hi) implements IntegerOp {}

    /**
     * {@code (x: i32, multipliers, shifts) -> clamp(round(x * multiplier / 2^shift) + zero, lo, hi)} as {@code to}.
     *
     * @param axis the axis of x along which multipliers and shifts vary
     */
    record Requant(Element to, int axis, Rounding rounding, long zero, long lo, long hi) implements IntegerOp {}

    /**
     * {@code (a, b: codes) -> clamp(round(((a - aZero) * aMultiplier + (b - bZero) * bMultiplier) / 2^shift) + zero, lo, hi)} as
     * {@code to}: a residual addition with one rounding. a and b broadcast.
     */
    record RequantAdd(
            Element to,
            long aZero,
            int aMultiplier,
            long bZero,
            int bMultiplier,
            int shift,
            Rounding rounding,
            long zero,
            long lo,
            long hi) implements IntegerOp {}

    /**
     * {@code (codes: integers of up to 8 bits, multiples: i8) -> i8}: each code times the multiple of its group, {@code group}
     * neighbours along the axis; the last group may be shorter. Multiples have the shape of the codes but for the axis, where there is
     * one per group. A product beyond 8 bits is an error.
     *
     * @param group at least 1
     */
    record ScaleGroups(int axis, long group) implements IntegerOp {}

    /**
     * {@code (x: codes of up to 16 bits, values) -> values[x - smallest code]}: any function of one code. The table has an entry
     * for every code of x's element, in numeric order.
     */
    record Table() implements IntegerOp {}

    /**
     * {@code (x: codes of 8 bits, exponentials: u32[256]) -> probabilities} as {@code to}: with {@code e = exponentials[max - x]} along
     * the axis, {@code floor((2 * e * levels + sum) / (2 * sum)) + zero}. A probability of 1 is {@code levels}.
     */
    record CodeSoftmax(int axis, Element to, long levels, long zero) implements IntegerOp {}
}
