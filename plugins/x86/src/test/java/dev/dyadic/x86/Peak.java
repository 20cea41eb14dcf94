// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import static dev.dyadic.x86.code.Gpr.R8;
import static dev.dyadic.x86.code.ScalarOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Condition;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.VectorOp;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.NativeEngine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.machine.RowsCall;
import java.lang.foreign.MemorySegment;

/** A loop of one instruction on registers, in chains that do not wait for each other: what the processor can do at most. */
record Peak(VectorOp op, Width width) {

    private static final int CHAINS = 12;
    private static final int ROUNDS = 200_000;

    /** Multiply-adds per nanosecond. */
    double measure() {
        var code = new Assembly();
        Label loop = code.here();
        for (int i = 0; i < CHAINS; i++) code.put(op, new Vec(width, i), new Vec(width, CHAINS), new Vec(width, CHAINS + 1));
        code.put(SUB_CONSTANT, R8, new Immediate(1));
        code.jump(Condition.NOT_ZERO, loop);
        code.put(VZEROUPPER);
        code.put(RET);
        var program = new Program(toString(), code.instructions());
        var call = new RowsCall(MemorySegment.NULL, MemorySegment.NULL, 0, 0, ROUNDS, 0, 0);
        var engine = new NativeEngine();
        int bytes = op == VectorOp.VFMADD231PS ? Float.BYTES : op == VectorOp.VPMADDWD ? Short.BYTES : Byte.BYTES;
        return Rate.best((double) ROUNDS * CHAINS * width.bytes() / bytes, () -> engine.rows(program, call));
    }
}
