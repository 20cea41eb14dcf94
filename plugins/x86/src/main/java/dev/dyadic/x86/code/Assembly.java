// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

import dev.dyadic.x86.code.Instruction.Jump;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Instruction.Scalar;
import dev.dyadic.x86.code.Instruction.Vector;
import java.util.ArrayList;
import java.util.List;

/** Collects the instructions of a program. */
public final class Assembly {

    private final List<Instruction> instructions = new ArrayList<>();
    private int labels;

    public void put(VectorOp op, Operand... operands) {
        instructions.add(new Vector(op, List.of(operands)));
    }

    public void put(ScalarOp op, Operand... operands) {
        instructions.add(new Scalar(op, List.of(operands)));
    }

    /** A label that stands nowhere yet. */
    public Label label() { return new Label(labels++); }

    /** Lets the label stand here. */
    public void place(Label label) {
        instructions.add(label);
    }

    /** A label that stands here. */
    public Label here() {
        Label label = label();
        place(label);
        return label;
    }

    public void jump(Condition condition, Label to) {
        instructions.add(new Jump(condition, to));
    }

    /** The end of a loop: takes 1 off what counts its rounds, and goes on at the label until that is 0. */
    public void countDown(Operand rounds, Label again) {
        put(ScalarOp.SUB_CONSTANT, rounds, new Immediate(1));
        jump(Condition.NOT_ZERO, again);
    }

    /** What was collected. */
    public List<Instruction> instructions() { return List.copyOf(instructions); }
}
