// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * How weights of few bits stand in larger numbers: in fields of 2 or 4 bits, raised by half of what a field holds, so that none is
 * negative.
 *
 * @param bits of a field
 */
record GroupCode(int bits) {

    /** Fields of 2 bits for weights from -2 to 1, else of 4 for those from -8 to 7. */
    static GroupCode of(byte[] codes) {
        int bits = 2;
        for (byte each : codes) if (each < -2 || each > 1) bits = 4;
        return new GroupCode(bits);
    }

    /** Whether a field of 4 bits holds all. */
    static boolean holds(byte[] codes) {
        for (byte each : codes) if (each < -8 || each > 7) return false;
        return true;
    }

    int raisedBy() {
        return 1 << bits - 1;
    }

    /** How many neighbours along the depth are summed up in 16 bits: at most 16 * 255 * 8, or 32 * 255 * 2. */
    int run() {
        return bits == 2 ? 32 : 16;
    }

    /** The fields of 16 bits. */
    int fields() {
        return Short.SIZE / bits;
    }

    /** Whether groups are whole runs, or a group is all there is. */
    boolean fits(int group, int depth) {
        return group % run() == 0 || group >= depth;
    }
}
