// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import dev.dyadic.plugin.kernel.ColumnRequant;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A {@link ColumnRequant} as the programs read it: per register of columns its {@link Entry entries}, each as wide as the register. */
public final class RequantTable {

    /** What stands in the table for a register of columns. */
    enum Entry {
        LEAST,
        GREATEST,
        EVEN_MULTIPLIER,
        ODD_MULTIPLIER,
        EVEN_ROUNDING,
        ODD_ROUNDING,
        EVEN_SHIFT,
        ODD_SHIFT,
        UPPER_SHIFT,
        OFFSET,
        LEAST_CODE,
        GREATEST_CODE,
        EVEN_LANES,
        LOW_BYTES
    }

    private static final int WORDS_LOW_BYTES = 0x00FF00FF;
    private static final long LINE = 64;

    private final ColumnRequant requant;
    private final Shape shape;
    private final MemorySegment memory;
    private final Epilogue epilogue;

    public RequantTable(ColumnRequant requant, Shape shape, int columns) {
        this.requant = requant;
        this.shape = shape;
        int padded = Math.ceilDiv(columns, shape.columns()) * shape.columns();
        this.memory = Arena.ofAuto().allocate(padded / shape.columns() * panelBytes(shape), LINE);
        Epilogue found = requant.lo() == 0 ? Epilogue.ALL_U8 : Epilogue.ALL_I8;
        List<ColumnCode> codes = each(columns, column -> ColumnCode.all(requant, column));
        if (codes.size() < columns) {
            found = Epilogue.DIRECT_CODES;
            codes = each(columns, column -> ColumnCode.direct(requant, column));
        }
        if (codes.size() < columns) {
            found = Epilogue.CODES;
            codes = each(columns, column -> Optional.of(ColumnCode.of(requant, column)));
        }
        this.epilogue = found;
        for (int column = 0; column < columns; column++) put(column, codes.get(column));
        for (int column = 0; column < padded; column++) putMasks(column);
    }

    private static List<ColumnCode> each(int columns, IntFunction<Optional<ColumnCode>> code) {
        return IntStream.range(0, columns).mapToObj(code).flatMap(Optional::stream).toList();
    }

    /** The bytes for a panel of columns. */
    public static long panelBytes(Shape shape) {
        return (long) shape.vectors() * Entry.values().length * shape.width().bytes();
    }

    /** What the table was made of. */
    public ColumnRequant requant() { return requant; }

    /** What reads it. */
    public Epilogue epilogue() { return epilogue; }

    /** From the table of a panel on. */
    public MemorySegment from(int panel) { return memory.asSlice(panel * panelBytes(shape)); }

    private void put(int column, ColumnCode code) {
        set(Entry.LEAST, column, code.least());
        set(Entry.GREATEST, column, code.greatest());
        setHalf(Entry.EVEN_MULTIPLIER, column, code.multiplier());
        setHalf(Entry.EVEN_ROUNDING, column, code.rounding());
        setHalf(Entry.EVEN_SHIFT, column, code.shift());
        set(Entry.UPPER_SHIFT, column, code.shift() - Integer.SIZE);
        set(Entry.OFFSET, column, code.offset());
        set(Entry.LEAST_CODE, column, requant.lo());
        set(Entry.GREATEST_CODE, column, requant.hi());
    }

    private void putMasks(int column) {
        set(Entry.EVEN_LANES, column, column % 2 == 0 ? -1 : 0);
        set(Entry.LOW_BYTES, column, WORDS_LOW_BYTES);
    }

    private void set(Entry entry, int column, int value) {
        memory.set(ValueLayout.JAVA_INT, at(entry, column) + column % shape.width().lanes() * 4L, value);
    }

    /** Sets the 64 bits of an even column, or in the entry after it of an odd one. */
    private void setHalf(Entry even, int column, long value) {
        Entry entry = Entry.values()[even.ordinal() + column % 2];
        memory.set(ValueLayout.JAVA_LONG, at(entry, column) + column % shape.width().lanes() / 2 * 8L, value);
    }

    private long at(Entry entry, int column) {
        long register = column / shape.width().lanes();
        return (register * Entry.values().length + entry.ordinal()) * shape.width().bytes();
    }
}
