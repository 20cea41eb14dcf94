// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import dev.dyadic.x86.code.Encoder;
import dev.dyadic.x86.code.Instruction;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A function in machine code. It is encoded and loaded when it is first called, and stays loaded until the process ends. */
public final class Program {

    private final String name;
    private final List<Instruction> instructions;
    private volatile MemorySegment entry = MemorySegment.NULL;

    public Program(String name, List<Instruction> instructions) {
        this.name = name;
        this.instructions = List.copyOf(instructions);
    }

    public String name() { return name; }

    public List<Instruction> instructions() { return instructions; }

    /** Where it starts. */
    MemorySegment entry() {
        MemorySegment known = entry;
        return known.equals(MemorySegment.NULL) ? load() : known;
    }

    private synchronized MemorySegment load() {
        if (entry.equals(MemorySegment.NULL)) entry = CodeMemory.load(bytes());
        return entry;
    }

    private byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        Encoder.encode(instructions).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    @Override public String toString() { return name; }
}
