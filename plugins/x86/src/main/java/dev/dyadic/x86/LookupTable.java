// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.PackedTable;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.machine.TileCall;
import dev.dyadic.x86.machine.Walk;
import dev.dyadic.x86.tile.LookupCodes;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** A table as {@link LookupCodes} wants it; the few codes that fill no register are looked up one by one. */
final class LookupTable implements PackedTable {

    private final byte[] table;
    private final MemorySegment differences;
    private final Program many;
    private final Program few;
    private final Engine engine;

    LookupTable(byte[] table, Program many, Program few, Engine engine) {
        if (table.length != LookupCodes.CODES)
            throw new IllegalArgumentException("a table of " + table.length + " codes; " + LookupCodes.CODES + " are expected");
        this.table = table.clone();
        this.differences = MemorySegment.ofArray(differences(table));
        this.many = many;
        this.few = few;
        this.engine = engine;
    }

    /** From each sixteen codes to the next, in each half from 0 on. */
    private static byte[] differences(byte[] table) {
        byte[] differences = table.clone();
        for (int i = LookupCodes.CODES - 1; i >= LookupCodes.SIXTEEN; i--)
            if (i % (LookupCodes.CODES / 2) >= LookupCodes.SIXTEEN) differences[i] ^= table[i - LookupCodes.SIXTEEN];
        return differences;
    }

    @Override public void codes(byte[] x, int xAt, int count, byte[] out, int outAt) {
        Objects.checkFromIndexSize(xAt, count, x.length);
        Objects.checkFromIndexSize(outAt, count, out.length);
        int done = run(many, X86Lookup.MANY, x, xAt, count, out, outAt);
        done += run(few, X86Lookup.FEW, x, xAt + done, count - done, out, outAt + done);
        for (int i = done; i < count; i++) out[outAt + i] = table[x[xAt + i] & 0xFF];
    }

    /** Looks up whole steps, and tells how many codes they were. */
    private int run(Program program, LookupCodes codes, byte[] x, int xAt, int count, byte[] out, int outAt) {
        int steps = count / codes.atOnce();
        if (steps == 0) return 0;
        engine.tile(program, new TileCall(MemorySegment.ofArray(x).asSlice(xAt), differences,
                MemorySegment.ofArray(out).asSlice(outAt), MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL,
                MemorySegment.NULL, 0, 0, steps, 0, 1, 1, 0, 0, Walk.MATRIX));
        return steps * codes.atOnce();
    }
}
