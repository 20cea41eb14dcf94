// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Memory;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What the processor says of itself, asked by two small programs. */
final class Cpuid {

    static final int EAX = 0;
    static final int EBX = 1;
    static final int ECX = 2;

    private static final int OSXSAVE = 27;

    private static final MethodHandle ASK = Linker.nativeLinker().downcallHandle(
            FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
            Linker.Option.critical(true));

    private final Program cpuid = cpuid();
    private final Program xgetbv = xgetbv();

    /** A register after CPUID; 0 where the processor has no such leaf. */
    int get(int leaf, int subleaf, int register) {
        if (leaf > ask(cpuid, 0, 0)[EAX]) return 0;
        if (leaf == 7 && subleaf > ask(cpuid, 7, 0)[EAX]) return 0;
        return ask(cpuid, leaf, subleaf)[register];
    }

    /** The parts of the registers that the system keeps, as XGETBV tells; 0 where it keeps none but the oldest. */
    int keptState() {
        if ((get(1, 0, ECX) >> OSXSAVE & 1) == 0) return 0;
        return ask(xgetbv, 0, 0)[EAX];
    }

    private static int[] ask(Program program, long leaf, long subleaf) {
        var answer = new int[3];
        try {
            ASK.invokeExact(program.entry(), leaf, subleaf, MemorySegment.ofArray(answer));
            return answer;
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable never) {
            throw new AssertionError(never);
        }
    }

    private static Program cpuid() {
        var code = new Assembly();
        code.put(PUSH, RBX);
        code.put(MOV, R8, RDX);
        code.put(MOV, RAX, RDI);
        code.put(MOV, RCX, RSI);
        code.put(CPUID);
        code.put(MOV_STORE_32, Memory.at(R8, 0), RAX);
        code.put(MOV_STORE_32, Memory.at(R8, 4), RBX);
        code.put(MOV_STORE_32, Memory.at(R8, 8), RCX);
        code.put(POP, RBX);
        code.put(RET);
        return new Program("cpuid", code.instructions());
    }

    private static Program xgetbv() {
        var code = new Assembly();
        code.put(MOV, R8, RDX);
        code.put(XOR, RCX, RCX);
        code.put(XGETBV);
        code.put(MOV_STORE_32, Memory.at(R8, 0), RAX);
        code.put(RET);
        return new Program("xgetbv", code.instructions());
    }
}
