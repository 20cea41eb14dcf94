// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Memory that holds code: it is written, then made executable and no longer writable. It is never given back. */
final class CodeMemory {

    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 4;
    private static final int PRIVATE = 2;
    private static final int ANONYMOUS = Platform.isMacOs() ? 0x1000 : 0x20;
    private static final long FAILED = -1;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle MMAP = function("mmap", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    private static final MethodHandle MPROTECT = function("mprotect", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private CodeMemory() {}

    /** @throws IllegalStateException if the system refuses memory that is executable */
    static MemorySegment load(byte[] code) {
        try {
            var memory = (MemorySegment) MMAP.invokeExact(
                    MemorySegment.NULL, (long) code.length, READ | WRITE, PRIVATE | ANONYMOUS, -1, 0L);
            if (memory.address() == FAILED) throw new IllegalStateException("the system gives no memory for machine code");
            MemorySegment.copy(code, 0, memory.reinterpret(code.length), ValueLayout.JAVA_BYTE, 0, code.length);
            int refused = (int) MPROTECT.invokeExact(memory, (long) code.length, READ | EXECUTE);
            if (refused != 0) throw new IllegalStateException("the system refuses to make memory executable");
            return memory;
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable never) {
            throw new AssertionError(never);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }
}
