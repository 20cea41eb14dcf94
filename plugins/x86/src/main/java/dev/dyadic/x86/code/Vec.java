// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

import java.util.Locale;

/** A vector register. Numbers from 16 on exist in EVEX instructions only. */
public record Vec(Width width, int number) implements Operand {

    public Vec {
        if (number < 0 || number > 31) throw new IllegalArgumentException("there is no vector register " + number);
    }

    /** The same register seen at another width. */
    public Vec as(Width other) { return new Vec(other, number); }

    @Override public String toString() { return width.name().toLowerCase(Locale.ROOT) + number; }
}
