// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

/** A constant in the instruction. */
public record Immediate(int value) implements Operand {

    @Override public String toString() { return "0x" + Integer.toHexString(value); }
}
