// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

import java.util.List;
import java.util.Locale;

/** A general register; its number in instructions is its ordinal. */
public enum Gpr implements Operand {
    RAX,
    RCX,
    RDX,
    RBX,
    RSP,
    RBP,
    RSI,
    RDI,
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15;

    private static final List<String> BYTES = List.of("al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil");

    /** Its name where its low 8, 16, 32 or all 64 bits are meant. */
    String name(int bits) {
        String name = name().toLowerCase(Locale.ROOT);
        boolean numbered = ordinal() >= 8;
        return switch (bits) {
            case 64 -> name;
            case 32 -> numbered ? name + "d" : "e" + name.substring(1);
            case 16 -> numbered ? name + "w" : name.substring(1);
            case 8 -> numbered ? name + "b" : BYTES.get(ordinal());
            default -> throw new IllegalArgumentException("registers have no " + bits + " bits");
        };
    }

    /** True where, as the base of an address, it cannot stand alone: its place in the encoding means another address. */
    boolean needsDisplacement() {
        return (ordinal() & 7) == RBP.ordinal();
    }

    @Override public String toString() { return name(64); }
}
