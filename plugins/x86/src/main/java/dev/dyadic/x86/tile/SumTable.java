// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import dev.dyadic.plugin.kernel.SumRequant;
import dev.dyadic.x86.code.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A {@link SumRequant} as {@link SumCodes} reads it: {@code (a * aHigh + b * bHigh + highStart + (a * aLow + b * bLow + lowStart >> 15)) >>
 * shift - 15}, which is exact, as it is a floor of floors. Zero points and half of a unit are in what it starts from.
 */
public record SumTable(SumRequant requant, MemorySegment memory) {

    /** Each is as wide as a register, and stands in one. */
    enum Entry {
        LOW,
        HIGH,
        LOW_START,
        HIGH_START,
        SHIFT,
        LEAST,
        GREATEST
    }

    /** Multipliers are cut after so many bits. */
    static final int LOW_BITS = 15;

    private static final int LOW_MASK = (1 << LOW_BITS) - 1;
    private static final int MOST_MULTIPLIER = 1 << 2 * LOW_BITS;
    private static final int MOST_SHIFT = LOW_BITS + 31;
    private static final long MOST_START = 1L << 30;
    private static final long LINE = 64;

    public static SumTable of(SumRequant requant) {
        MemorySegment memory = Arena.ofAuto().allocate((long) Entry.values().length * Width.YMM.bytes(), LINE);
        var table = new SumTable(requant, memory);
        table.put(Entry.LOW, pair(requant.aMultiplier() & LOW_MASK, requant.bMultiplier() & LOW_MASK));
        table.put(Entry.HIGH, pair(requant.aMultiplier() >> LOW_BITS, requant.bMultiplier() >> LOW_BITS));
        table.put(Entry.LOW_START, (int) (start(requant) & LOW_MASK));
        table.put(Entry.HIGH_START, (int) (start(requant) >> LOW_BITS));
        table.put(Entry.SHIFT, requant.shift() - LOW_BITS);
        table.put(Entry.LEAST, pair(requant.lo(), requant.lo()));
        table.put(Entry.GREATEST, pair(requant.hi(), requant.hi()));
        return table;
    }

    /** Whether 16 bits hold the halves of multipliers, and 32 bits what becomes of them. */
    public static boolean holds(SumRequant it) {
        boolean multipliers = it.aMultiplier() >= 0 && it.aMultiplier() < MOST_MULTIPLIER && it.bMultiplier() >= 0
                && it.bMultiplier() < MOST_MULTIPLIER;
        boolean oneElement = it.lo() >= 0 || it.hi() <= Byte.MAX_VALUE;
        return multipliers && oneElement && !it.halfEven() && it.shift() > LOW_BITS && it.shift() <= MOST_SHIFT
                && Math.abs(it.zero()) <= 255
                && Math.abs(start(it) >> LOW_BITS) < MOST_START;
    }

    /** Below 2^56: zero points are codes. */
    private static long start(SumRequant it) {
        return (1L << it.shift() - 1) + ((long) it.zero() << it.shift()) - (long) it.aZero() * it.aMultiplier()
                - (long) it.bZero() * it.bMultiplier();
    }

    private static int pair(int low, int high) {
        return high << Short.SIZE | low & 0xFFFF;
    }

    private void put(Entry entry, int value) {
        long at = (long) entry.ordinal() * Width.YMM.bytes();
        for (int lane = 0; lane < Width.YMM.lanes(); lane++) memory.set(ValueLayout.JAVA_INT, at + lane * 4L, value);
    }
}
