// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.VectorOp;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.tile.RequantTable.Entry;

/**
 * The instructions that make codes of sums, in 64 bits. Products come from the even lanes, so the odd lanes are moved down and their
 * results up again. AVX2 shifts right by lane only without sign: 2^63 is added before, and what it has become is taken off after.
 */
final class Requantizing {

    private static final int HALF_LANE = 32;
    private static final int QUARTERS_IN_ORDER = 0xD8;
    private static final int ODD_LANES = 0xAA;

    /** The bits of the first operand that the third does not have, and those of the second. */
    private static final int FIRST_BUT_THIRD_OR_SECOND = 0xDC;

    private Requantizing() {}

    /** Makes codes in 32 bits of the sums in one register. */
    static void vector(Assembly code, Shape shape, int row, int vector) {
        Vec even = shape.sum(row, vector);
        Vec odd = shape.free();
        halves(code, shape, vector, even, odd);
        code.put(VPSLLQ, odd, odd, new Immediate(HALF_LANE));
        code.put(VPAND, even, even, table(shape, vector, Entry.EVEN_LANES));
        code.put(VPOR, even, even, odd);
        code.put(VPADDD, even, even, table(shape, vector, Entry.OFFSET));
        code.put(VPMAXSD, even, even, table(shape, vector, Entry.LEAST_CODE));
        code.put(VPMINSD, even, even, table(shape, vector, Entry.GREATEST_CODE));
    }

    /** Makes codes plus 256 in 32 bits; see {@link ColumnCode#direct}. What is shifted is so small that the upper half is left zero. */
    static void direct(Assembly code, Shape shape, int row, int vector) {
        Vec even = shape.sum(row, vector);
        Vec odd = shape.free();
        halves(code, shape, vector, even, odd);
        code.put(VPSLLQ, odd, odd, new Immediate(HALF_LANE));
        code.put(VPOR, even, even, odd);
    }

    /**
     * Makes and stores the codes of a row by tables of {@link ColumnCode#all}. The upper halves of scaled sums are those of all lanes divided by
     * 2^32, rounded down; the rest of the shift has a sign by lane. Storing clamps.
     */
    static void all(Assembly code, Shape shape, int row, boolean signed) {
        boolean wide = shape.width() == Width.ZMM;
        for (int v = 0; v < shape.vectors(); v++) {
            Vec even = shape.sum(row, v);
            Vec odd = shape.free();
            code.put(VPSRLQ, odd, even, new Immediate(HALF_LANE));
            code.put(VPMULDQ, even, even, table(shape, v, Entry.EVEN_MULTIPLIER));
            code.put(VPADDQ, even, even, table(shape, v, Entry.EVEN_ROUNDING));
            code.put(VPMULDQ, odd, odd, table(shape, v, Entry.ODD_MULTIPLIER));
            code.put(VPADDQ, odd, odd, table(shape, v, Entry.ODD_ROUNDING));
            code.put(VPSRLQ, even, even, new Immediate(HALF_LANE));
            if (wide)
                code.put(VPTERNLOGD, odd, even, table(shape, v, Entry.EVEN_LANES), new Immediate(FIRST_BUT_THIRD_OR_SECOND));
            else
                code.put(VPBLENDD, odd, even, odd, new Immediate(ODD_LANES));
            code.put(VPSRAVD, even, odd, table(shape, v, Entry.UPPER_SHIFT));
            if (wide) storeClamped(code, shape, even, v, signed);
        }
        for (int v = 0; v < shape.vectors() && !wide; v += 2) {
            Vec words = packed(code, shape, row, v);
            storeBytes(code, shape, words, signed ? VPACKSSWB : VPACKUSWB, v);
        }
    }

    private static void storeClamped(Assembly code, Shape shape, Vec codes, int v, boolean signed) {
        if (!signed) code.put(VPMAXSD, codes, codes, table(shape, v, Entry.LEAST_CODE));
        code.put(signed ? VPMOVSDB : VPMOVUSDB, Memory.at(R13, v * shape.width().lanes()), codes);
    }

    /** Clamps the sums, and scales those of the even and of the odd lanes. */
    private static void halves(Assembly code, Shape shape, int vector, Vec even, Vec odd) {
        code.put(VPMAXSD, even, even, table(shape, vector, Entry.LEAST));
        code.put(VPMINSD, even, even, table(shape, vector, Entry.GREATEST));
        code.put(VPSRLQ, odd, even, new Immediate(HALF_LANE));
        scale(code, even, table(shape, vector, Entry.EVEN_MULTIPLIER), table(shape, vector, Entry.EVEN_ROUNDING),
                table(shape, vector, Entry.EVEN_SHIFT));
        scale(code, odd, table(shape, vector, Entry.ODD_MULTIPLIER), table(shape, vector, Entry.ODD_ROUNDING),
                table(shape, vector, Entry.ODD_SHIFT));
    }

    /** Stores the codes of a row, a byte each. */
    static void store(Assembly code, Shape shape, int row) {
        if (shape.width() == Width.ZMM) {
            for (int v = 0; v < shape.vectors(); v++) {
                code.put(VPMOVDB, Memory.at(R13, v * shape.width().lanes()), shape.sum(row, v));
            }
            return;
        }
        for (int v = 0; v < shape.vectors(); v += 2) storePair(code, shape, row, v);
    }

    /** Two registers of 8 codes in 32 bits become 16 bytes; the halves of packed registers are interleaved, so order is made. */
    private static void storePair(Assembly code, Shape shape, int row, int v) {
        Vec words = packed(code, shape, row, v);
        code.put(VPAND, words, words, table(shape, 0, Entry.LOW_BYTES));
        storeBytes(code, shape, words, VPACKUSWB, v);
    }

    private static Vec packed(Assembly code, Shape shape, int row, int v) {
        Vec words = shape.sum(row, v);
        code.put(VPACKSSDW, words, words, shape.sum(row, v + 1));
        code.put(VPERMQ, words, words, new Immediate(QUARTERS_IN_ORDER));
        return words;
    }

    private static void storeBytes(Assembly code, Shape shape, Vec words, VectorOp pack, int v) {
        Vec upper = shape.free().as(Width.XMM);
        Vec bytes = words.as(Width.XMM);
        code.put(VEXTRACTI128, upper, words, new Immediate(1));
        code.put(pack, bytes, bytes, upper);
        code.put(VMOVDQU_STORE, Memory.at(R13, v * shape.width().lanes()), bytes);
    }

    private static void scale(Assembly code, Vec sums, Memory multipliers, Memory roundings, Memory shifts) {
        code.put(VPMULDQ, sums, sums, multipliers);
        code.put(VPADDQ, sums, sums, roundings);
        code.put(VPSRLVQ, sums, sums, shifts);
    }

    private static Memory table(Shape shape, int vector, Entry entry) {
        return Memory.at(R8, (vector * Entry.values().length + entry.ordinal()) * shape.width().bytes());
    }
}
