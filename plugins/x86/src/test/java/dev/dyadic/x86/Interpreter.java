// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.code.Gpr;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction;
import dev.dyadic.x86.code.Instruction.Jump;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Instruction.Scalar;
import dev.dyadic.x86.code.Instruction.Vector;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Operand;
import dev.dyadic.x86.code.Vec;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Executes instructions on registers that are arrays, so that programs can be checked where no processor runs them. */
final class Interpreter {

    private static final int STACK_BYTES = 1024;
    private static final List<Gpr> ARGUMENTS = List.of(Gpr.RDI, Gpr.RSI, Gpr.RDX, Gpr.RCX, Gpr.R8, Gpr.R9);

    private final AddressSpace memory;
    private final long[] registers = new long[16];
    private final byte[][] vectors = new byte[32][64];
    private boolean zero;
    private boolean below;

    Interpreter(AddressSpace memory) {
        this.memory = memory;
        for (byte[] each : vectors) Arrays.fill(each, (byte) 0x5A);
        Arrays.fill(registers, 0x0DEADBEEF0000000L);
    }

    /** Calls a function by the System V convention, and demands what it promises to keep. */
    void call(List<Instruction> program, long... arguments) {
        long top = memory.add(MemorySegment.ofArray(new long[STACK_BYTES / 8])) + STACK_BYTES - arguments.length * 8L - 8;
        registers[Gpr.RSP.ordinal()] = top;
        for (int i = 0; i < arguments.length; i++) {
            if (i < ARGUMENTS.size()) registers[ARGUMENTS.get(i).ordinal()] = arguments[i];
            else memory.write(top + 8 + (i - ARGUMENTS.size()) * 8L, bytes(arguments[i], 8));
        }
        long[] before = registers.clone();
        run(program);
        for (Gpr kept : List.of(Gpr.RBX, Gpr.RBP, Gpr.RSP, Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15)) {
            if (registers[kept.ordinal()] != before[kept.ordinal()]) throw new AssertionError(kept + " is not kept");
        }
    }

    private void run(List<Instruction> program) {
        int at = 0;
        while (true) {
            switch (program.get(at++)) {
                case Label _ -> {}
                case Jump jump -> {
                    boolean taken = switch (jump.condition()) {
                        case ZERO -> zero;
                        case NOT_ZERO -> !zero;
                        case BELOW -> below;
                        case NOT_BELOW -> !below;
                    };
                    if (taken) at = program.indexOf(jump.to());
                }
                case Scalar scalar -> {
                    if (scalar.op() == dev.dyadic.x86.code.ScalarOp.RET) return;
                    scalar(scalar);
                }
                case Vector vector -> vector(vector);
            }
        }
    }

    private void scalar(Scalar instruction) {
        List<Operand> operands = instruction.operands();
        int bits = instruction.op().bits();
        switch (instruction.op()) {
            case MOV, MOV_CONSTANT -> set(operands.get(0), bits, value(operands.get(1), bits));
            case MOV_STORE, MOV_STORE_32, MOV_STORE_16, MOV_STORE_8 -> set(operands.get(0), bits, value(operands.get(1), bits));
            case MOVZX_8 -> set(operands.get(0), bits, value(operands.get(1), 8) & 0xFF);
            case MOVSX_8 -> set(operands.get(0), bits, (byte) value(operands.get(1), 8));
            case PREFETCH -> {}
            case LEA -> set(operands.get(0), bits, address((Memory) operands.get(1)));
            case ADD, ADD_CONSTANT -> result(operands.get(0), bits, value(operands.get(0), bits) + value(operands.get(1), bits));
            case SUB, SUB_CONSTANT -> {
                compare(operands, bits);
                result(operands.get(0), bits, value(operands.get(0), bits) - value(operands.get(1), bits));
            }
            case CMP_CONSTANT -> compare(operands, bits);
            case XOR, XOR_CONSTANT -> result(operands.get(0), bits, value(operands.get(0), bits) ^ value(operands.get(1), bits));
            case TEST -> zero = (value(operands.get(0), bits) & value(operands.get(1), bits)) == 0;
            case PUSH -> {
                registers[Gpr.RSP.ordinal()] -= 8;
                memory.write(registers[Gpr.RSP.ordinal()], bytes(value(operands.get(0), 64), 8));
            }
            case POP -> {
                set(operands.get(0), 64, value(Memory.at(Gpr.RSP, 0), 64));
                registers[Gpr.RSP.ordinal()] += 8;
            }
            case VZEROUPPER -> {
                for (int i = 0; i < 16; i++) Arrays.fill(vectors[i], 16, 64, (byte) 0);
            }
            case RET, CPUID, XGETBV -> throw new AssertionError(instruction + " is not for here");
        }
    }

    private void compare(List<Operand> operands, int bits) {
        long first = value(operands.get(0), bits);
        long second = value(operands.get(1), bits);
        zero = first == second;
        below = Long.compareUnsigned(first, second) < 0;
    }

    private void result(Operand to, int bits, long value) {
        zero = (bits == 64 ? value : (int) value) == 0;
        set(to, bits, value);
    }

    private long value(Operand operand, int bits) {
        return switch (operand) {
            case Gpr gpr -> registers[gpr.ordinal()];
            case Immediate immediate -> immediate.value();
            case Memory place -> {
                byte[] bytes = Arrays.copyOf(memory.read(address(place), bits / 8), 8);
                yield ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
            }
            case Vec vec -> throw new AssertionError(vec);
        };
    }

    private void set(Operand to, int bits, long value) {
        if (to instanceof Memory place) memory.write(address(place), bytes(value, bits / 8));
        else registers[((Gpr) to).ordinal()] = bits == 32 ? value & 0xFFFFFFFFL : value;
    }

    private long address(Memory place) {
        long index = place.index().map(each -> registers[each.ordinal()] * place.scale()).orElse(0L);
        return registers[place.base().ordinal()] + index + place.displacement();
    }

    private static byte[] bytes(long value, int count) {
        return Arrays.copyOf(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array(), count);
    }

    private void vector(Vector instruction) {
        List<Operand> operands = instruction.operands();
        int width = instruction.width().bytes();
        int reach = instruction.op().memoryBytes(instruction.width());
        byte[][] sources = new byte[2][64];
        int constant = 0;
        for (int i = 1; i < operands.size(); i++) {
            switch (operands.get(i)) {
                case Vec vec -> sources[i - 1] = vectors[vec.number()].clone();
                case Memory place -> sources[i - 1] = Arrays.copyOf(memory.read(address(place), reach), 64);
                case Immediate immediate -> constant = immediate.value();
                case Gpr gpr -> throw new AssertionError(gpr);
            }
        }
        byte[] old = operands.get(0) instanceof Vec vec ? vectors[vec.number()] : new byte[64];
        byte[] made = Lanes.compute(instruction.op(), width, old, sources[0], sources[1], constant);
        switch (operands.get(0)) {
            case Vec vec -> vectors[vec.number()] = Arrays.copyOf(Arrays.copyOf(made, vec.width().bytes()), 64);
            case Memory place -> memory.write(address(place), Arrays.copyOf(made, reach));
            case Gpr _, Immediate _ -> throw new AssertionError(instruction);
        }
    }
}
