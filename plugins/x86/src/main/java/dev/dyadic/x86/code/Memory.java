// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

import java.util.Optional;

/** The memory at {@code base + index * scale + displacement}. */
public record Memory(Gpr base, Optional<Gpr> index, int scale, int displacement) implements Operand {

    public Memory {
        if (scale != 1 && scale != 2 && scale != 4 && scale != 8) throw new IllegalArgumentException("no scale: " + scale);
        if (index.isPresent() && index.get() == Gpr.RSP) throw new IllegalArgumentException("rsp cannot be an index");
    }

    public static Memory at(Gpr base, int displacement) {
        return new Memory(base, Optional.empty(), 1, displacement);
    }

    public static Memory at(Gpr base, Gpr index, int scale, int displacement) {
        return new Memory(base, Optional.of(index), scale, displacement);
    }

    /** The memory some bytes further. */
    public Memory plus(int bytes) {
        return new Memory(base, index, scale, displacement + bytes);
    }

    @Override public String toString() {
        String text = "[" + base + index.map(each -> "+" + each + "*" + scale).orElse("");
        if (displacement == 0 && !base.needsDisplacement()) return text + "]";
        return text + (displacement < 0 ? "-0x" : "+0x") + Integer.toHexString(Math.abs(displacement)) + "]";
    }
}
