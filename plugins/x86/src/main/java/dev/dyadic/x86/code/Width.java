// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

/** The vector registers by width. */
public enum Width {
    XMM(16),
    YMM(32),
    ZMM(64);

    private final int bytes;

    Width(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() { return bytes; }

    /** Lanes of 32 bits. */
    public int lanes() { return bytes / 4; }

    static Width ofBytes(int bytes) {
        for (Width each : values()) {
            if (each.bytes == bytes) return each;
        }
        throw new IllegalArgumentException("no vector register has " + bytes + " bytes");
    }
}
