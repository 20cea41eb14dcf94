// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

import java.util.List;

/** Instructions on general registers as bytes. */
final class ScalarEncoder {

    private ScalarEncoder() {}

    static void encode(Instruction.Scalar instruction, Bytes out) {
        ScalarOp op = instruction.op();
        List<Operand> operands = instruction.operands();
        switch (op.form()) {
            case RM -> modrm(op, (Gpr) operands.get(0), operands.get(1), out);
            case MR -> modrm(op, (Gpr) operands.get(1), operands.get(0), out);
            case MI -> {
                prefixes(op, op.extension(), operands.get(0), out);
                out.put(op.opcode());
                out.operand(op.extension(), operands.get(0), 1);
                out.put32(((Immediate) operands.get(1)).value());
            }
            case M -> {
                prefixes(op, op.extension(), operands.get(0), out);
                out.put(op.opcode());
                out.operand(op.extension(), operands.get(0), 1);
            }
            case O, OI -> {
                int register = ((Gpr) operands.get(0)).ordinal();
                if (register >= 8) out.put(0x41);
                out.put(op.opcode()[0] | register & 7);
                if (operands.size() > 1) out.put32(((Immediate) operands.get(1)).value());
            }
            case NONE -> out.put(op.opcode());
        }
    }

    private static void modrm(ScalarOp op, Gpr register, Operand place, Bytes out) {
        prefixes(op, register.ordinal(), place, out);
        out.put(op.opcode());
        out.operand(register.ordinal(), place, 1);
    }

    private static void prefixes(ScalarOp op, int register, Operand place, Bytes out) {
        if (op.bits() == 16) out.put(0x66);
        int rex = (op.bits() == 64 ? 8 : 0) | (register >> 3) << 2 | Extensions.index(place) << 1 | Extensions.base(place);
        // Without a REX prefix the low bytes of rsp, rbp, rsi and rdi would be ah, ch, dh and bh.
        if (rex != 0 || op.bits() == 8 && register >= 4) out.put(0x40 | rex);
    }
}
