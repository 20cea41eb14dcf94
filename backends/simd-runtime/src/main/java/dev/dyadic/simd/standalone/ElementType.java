// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.util.Optional;

/** What the elements of an {@link Array} are, and how Java and numpy hold them. */
public enum ElementType {
    BOOL("|b1", "bool", 1),
    I8("|i1", "i8", 1),
    U8("|u1", "u8", 1),
    I16("<i2", "i16", 2),
    U16("<u2", "u16", 2),
    F16("<f2", "f16", 2),
    I32("<i4", "i32", 4),
    U32("<u4", "u32", 4),
    F32("<f4", "f32", 4),
    I64("<i8", "i64", 8),
    U64("<u8", "u64", 8),
    F64("<f8", "f64", 8);

    private final String numpy;
    private final String text;
    private final int bytes;

    ElementType(String numpy, String text, int bytes) {
        this.numpy = numpy;
        this.text = text;
        this.bytes = bytes;
    }

    /** By its name in the headers of numpy, little endian. */
    static Optional<ElementType> ofNumpy(String name) {
        for (ElementType type : values()) if (type.numpy.equals(name)) return Optional.of(type);
        return Optional.empty();
    }

    String numpy() {
        return numpy;
    }

    /** How many bytes an element takes. */
    public int bytes() {
        return bytes;
    }

    /** A new Java array for so many elements: bytes for bool and 8 bits, shorts for f16, unsigned numbers as signed ones. */
    Object allocate(int count) {
        return switch (this) {
            case BOOL, I8, U8 -> new byte[count];
            case I16, U16, F16 -> new short[count];
            case I32, U32 -> new int[count];
            case I64, U64 -> new long[count];
            case F32 -> new float[count];
            case F64 -> new double[count];
        };
    }

    /** The value of an element as a double, rounded where 53 bits do not hold it. */
    double value(Object values, int at) {
        return switch (this) {
            case BOOL, I8 -> ((byte[]) values)[at];
            case U8 -> ((byte[]) values)[at] & 0xff;
            case I16 -> ((short[]) values)[at];
            case U16 -> ((short[]) values)[at] & 0xffff;
            case F16 -> Float.float16ToFloat(((short[]) values)[at]);
            case I32 -> ((int[]) values)[at];
            case U32 -> ((int[]) values)[at] & 0xffff_ffffL;
            case I64 -> ((long[]) values)[at];
            case U64 -> unsigned(((long[]) values)[at]);
            case F32 -> ((float[]) values)[at];
            case F64 -> ((double[]) values)[at];
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }

    @Override public String toString() {
        return text;
    }
}
