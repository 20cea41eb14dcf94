// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

import java.util.List;

/** Vector instructions as bytes: VEX with its prefix of three bytes, EVEX for registers of 64 bytes. */
final class VectorEncoder {

    private VectorEncoder() {}

    static void encode(Instruction.Vector instruction, Bytes out) {
        VectorOp op = instruction.op();
        List<Operand> operands = instruction.operands();
        switch (op.form()) {
            case RVM, RVMI -> encode(instruction, number(operands.get(0)), number(operands.get(1)), operands.get(2), out);
            case RM, RMI -> encode(instruction, number(operands.get(0)), 0, operands.get(1), out);
            case MR, MRI -> encode(instruction, number(operands.get(1)), 0, operands.get(0), out);
            case VMI -> encode(instruction, op.extension(), number(operands.get(0)), operands.get(1), out);
        }
        if (operands.getLast() instanceof Immediate immediate) out.put(immediate.value());
    }

    private static int number(Operand operand) {
        return ((Vec) operand).number();
    }

    private static void encode(Instruction.Vector instruction, int register, int second, Operand place, Bytes out) {
        VectorOp op = instruction.op();
        Width width = instruction.width();
        int unit = width == Width.ZMM ? op.memoryBytes(width) : 1;
        if (width == Width.ZMM) evex(op, register, second, place, out);
        else vex(op, width, register, second, place, out);
        out.put(op.opcode());
        out.operand(register, place, unit);
    }

    /** The prefix holds the high bits of register numbers, and the second source, inverted. */
    private static void vex(VectorOp op, Width width, int register, int second, Operand place, Bytes out) {
        boolean high = place instanceof Vec vec && vec.number() > 15;
        if (register > 15 || second > 15 || high) throw new IllegalArgumentException("VEX has 16 registers");
        out.put(0xC4);
        out.put((~register >> 3 & 1) << 7 | (~Extensions.index(place) & 1) << 6 | (~Extensions.base(place) & 1) << 5 | op.map());
        out.put(op.w() << 7 | (~second & 15) << 3 | (width == Width.YMM ? 1 : 0) << 2 | op.prefix());
    }

    private static void evex(VectorOp op, int register, int second, Operand place, Bytes out) {
        out.put(0x62);
        out.put((~register >> 3 & 1) << 7 | (~Extensions.index(place) & 1) << 6 | (~Extensions.base(place) & 1) << 5
                | (~register >> 4 & 1) << 4 | op.map());
        out.put(op.w() << 7 | (~second & 15) << 3 | 4 | op.prefix());
        out.put(2 << 5 | (~second >> 4 & 1) << 3);
    }
}
