// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

import java.util.List;
import java.util.stream.Collectors;

/** One instruction. Its text is what objdump prints in Intel's syntax. */
public sealed interface Instruction {

    /** On vector registers; operands in Intel's order, the result first. */
    record Vector(VectorOp op, List<Operand> operands) implements Instruction {

        /** The width of its widest register. */
        public Width width() {
            Width widest = Width.XMM;
            for (Operand each : operands) {
                if (each instanceof Vec vec && vec.width().compareTo(widest) > 0) widest = vec.width();
            }
            return widest;
        }

        @Override public String toString() {
            return op.mnemonic(width()) + " " + operands.stream().map(this::text).collect(Collectors.joining(","));
        }

        private String text(Operand operand) {
            return operand instanceof Memory ? size(op.memoryBytes(width())) + " PTR " + operand : operand.toString();
        }

        private static String size(int bytes) {
            return switch (bytes) {
                case 2 -> "WORD";
                case 4 -> "DWORD";
                case 8 -> "QWORD";
                default -> Width.ofBytes(bytes) + "WORD";
            };
        }
    }

    /** On general registers; operands in Intel's order, the result first. */
    record Scalar(ScalarOp op, List<Operand> operands) implements Instruction {

        @Override public String toString() {
            if (operands.isEmpty()) return op.mnemonic();
            return op.mnemonic() + " " + operands.stream().map(this::text).collect(Collectors.joining(","));
        }

        private String text(Operand operand) {
            if (operand instanceof Gpr register) return register.name(op.bits());
            if (!(operand instanceof Memory) || op == ScalarOp.LEA) return operand.toString();
            String size = switch (op.memoryBits()) {
                case 8 -> "BYTE";
                case 16 -> "WORD";
                case 32 -> "DWORD";
                default -> "QWORD";
            };
            return size + " PTR " + operand;
        }
    }

    /** A place to jump to; no code by itself. */
    record Label(int number) implements Instruction {}

    /** Goes on at the label where the condition holds. */
    record Jump(Condition condition, Label to) implements Instruction {}
}
