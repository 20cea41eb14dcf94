// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

/** The high bits of register numbers, which stand in prefixes. */
final class Extensions {

    private Extensions() {}

    /** Bit 3 of the register or of the base. */
    static int base(Operand place) {
        return switch (place) {
            case Gpr gpr -> gpr.ordinal() >> 3;
            case Vec vec -> vec.number() >> 3 & 1;
            case Memory memory -> memory.base().ordinal() >> 3;
            case Immediate _ -> 0;
        };
    }

    /** Bit 3 of the index, or bit 4 of a vector register. */
    static int index(Operand place) {
        return switch (place) {
            case Vec vec -> vec.number() >> 4;
            case Memory memory -> memory.index().map(each -> each.ordinal() >> 3).orElse(0);
            case Gpr _, Immediate _ -> 0;
        };
    }
}
