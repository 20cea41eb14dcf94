// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Gpr;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.SumTable.Entry;

/**
 * Sums of codes with codes, sixteen at a time, by a {@link SumTable}. A code and its partner stand side by side in 16 bits, so that one
 * instruction multiplies both with the low 15 bits of their multipliers and adds up, one more with the rest. Its arguments are those of
 * {@link dev.dyadic.x86.machine.TileCall}: {@code a} and {@code weights} are the codes, {@code x} is the table, {@code loops} counts codes
 * by sixteen. Results may take the place of the codes.
 *
 * @param aSigned whether codes a are i8; u8 otherwise
 * @param bSigned the same of codes b
 * @param toSigned the same of results
 */
public record SumCodes(boolean aSigned, boolean bSigned, boolean toSigned) {

    /** So many codes are a step. */
    public static final int AT_ONCE = 16;

    private static final int FIRST_ENTRY = 9;
    private static final Vec A = new Vec(Width.YMM, 0);
    private static final Vec B = new Vec(Width.YMM, 1);
    private static final Vec FREE = new Vec(Width.YMM, 2);

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        for (Entry each : Entry.values()) code.put(VMOVDQU, entry(each), Memory.at(R8, each.ordinal() * Width.YMM.bytes()));
        code.put(MOV, RAX, Frame.argument(TileArguments.LOOPS));
        Label again = code.here();
        step(code);
        for (Gpr each : new Gpr[] {RDI, RSI, RDX}) code.put(ADD_CONSTANT, each, new Immediate(AT_ONCE));
        code.countDown(RAX, again);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    /** Interleaving and packing both work within halves of a register, so that codes end up in their order. */
    private void step(Assembly code) {
        code.put(aSigned ? VPMOVSXBW : VPMOVZXBW, A, Memory.at(RDI, 0));
        code.put(bSigned ? VPMOVSXBW : VPMOVZXBW, B, Memory.at(RSI, 0));
        code.put(VPUNPCKLWD, FREE, A, B);
        code.put(VPUNPCKHWD, A, A, B);
        rescale(code, FREE, B);
        Vec other = new Vec(Width.YMM, 3);
        rescale(code, A, other);
        code.put(VPACKSSDW, A, FREE, A);
        code.put(VPMAXSW, A, A, entry(Entry.LEAST));
        code.put(VPMINSW, A, A, entry(Entry.GREATEST));
        code.put(VEXTRACTI128, B.as(Width.XMM), A, new Immediate(1));
        code.put(toSigned ? VPACKSSWB : VPACKUSWB, A.as(Width.XMM), A.as(Width.XMM), B.as(Width.XMM));
        code.put(VMOVDQU_STORE, Memory.at(RDX, 0), A.as(Width.XMM));
    }

    private static void rescale(Assembly code, Vec pairs, Vec low) {
        code.put(VPMADDWD, low, pairs, entry(Entry.LOW));
        code.put(VPMADDWD, pairs, pairs, entry(Entry.HIGH));
        code.put(VPADDD, low, low, entry(Entry.LOW_START));
        code.put(VPSRAD, low, low, new Immediate(SumTable.LOW_BITS));
        code.put(VPADDD, pairs, pairs, entry(Entry.HIGH_START));
        code.put(VPADDD, pairs, pairs, low);
        code.put(VPSRAVD, pairs, pairs, entry(Entry.SHIFT));
    }

    private static Vec entry(Entry entry) {
        return new Vec(Width.YMM, FIRST_ENTRY + entry.ordinal());
    }
}
