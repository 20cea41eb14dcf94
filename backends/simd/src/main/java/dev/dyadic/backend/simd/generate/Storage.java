// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.type.Element;
import java.util.Optional;

/** The Java arrays that elements are held in, by width; elements of less than a byte take a byte each. */
public enum Storage {
    BYTES("byte", "bytes", 1),
    SHORTS("short", "shorts", 2),
    INTS("int", "ints", 4),
    LONGS("long", "longs", 8),
    FLOATS("float", "floats", 4),
    DOUBLES("double", "doubles", 8);

    private final String java;
    private final String field;
    private final int bytes;

    Storage(String java, String field, int bytes) {
        this.java = java;
        this.field = field;
        this.bytes = bytes;
    }

    /** The array for an element; strings have none. */
    public static Optional<Storage> of(Element element) {
        return switch (element.kind()) {
            case STRING -> Optional.empty();
            case FLOAT -> Optional.of(element.bits() == 64 ? DOUBLES : element.bits() == 32 ? FLOATS : SHORTS);
            case BFLOAT -> Optional.of(SHORTS);
            case INT, UINT, BOOL, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 ->
                Optional.of(
                        switch (element.bytes()) {
                            case 1 -> BYTES;
                            case 2 -> SHORTS;
                            case 4 -> INTS;
                            default -> LONGS;
                        });
        };
    }

    /** Of an array. */
    public static Storage of(Object array) {
        for (Storage each : values()) if (each.java.equals(array.getClass().componentType().getName())) return each;
        throw new IllegalArgumentException("no array: " + array.getClass());
    }

    /** The bytes of an element. */
    public int bytes() {
        return bytes;
    }

    /** {@code float}. */
    public String java() {
        return java;
    }

    /** The field of a program that holds all buffers of this kind: {@code floats}. */
    String field() {
        return field;
    }

    /** The name of the type with a capital letter: {@code Float}. */
    String capital() {
        return Character.toUpperCase(java.charAt(0)) + java.substring(1);
    }
}
