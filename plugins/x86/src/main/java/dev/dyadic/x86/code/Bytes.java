// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

import java.io.ByteArrayOutputStream;

/** Bytes of instructions, little-endian. */
final class Bytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void put(int... values) {
        for (int each : values) bytes.write(each);
    }

    void put32(int value) {
        put(value, value >> 8, value >> 16, value >> 24);
    }

    int size() { return bytes.size(); }

    byte[] toArray() { return bytes.toByteArray(); }

    /**
     * The ModRM byte and what follows it.
     *
     * @param unit what a displacement of one byte counts: 1, or in EVEX the bytes of the memory operand
     */
    void operand(int register, Operand place, int unit) {
        switch (place) {
            case Gpr gpr -> put(0xC0 | (register & 7) << 3 | gpr.ordinal() & 7);
            case Vec vec -> put(0xC0 | (register & 7) << 3 | vec.number() & 7);
            case Memory memory -> memory(register, memory, unit);
            case Immediate immediate -> throw new IllegalArgumentException("a place is expected, not " + immediate);
        }
    }

    private void memory(int register, Memory memory, int unit) {
        int base = memory.base().ordinal() & 7;
        int displacement = memory.displacement();
        boolean small = displacement % unit == 0 && displacement / unit >= -128 && displacement / unit <= 127;
        int mode = displacement == 0 && !memory.base().needsDisplacement() ? 0x00 : small ? 0x40 : 0x80;
        // A base of rsp or r12 needs the second byte.
        boolean indexed = memory.index().isPresent() || base == Gpr.RSP.ordinal();
        put(mode | (register & 7) << 3 | (indexed ? 4 : base));
        if (indexed) {
            int index = memory.index().orElse(Gpr.RSP).ordinal() & 7;
            put(Integer.numberOfTrailingZeros(memory.scale()) << 6 | index << 3 | base);
        }
        if (mode == 0x40) put(displacement / unit);
        if (mode == 0x80) put32(displacement);
    }
}
