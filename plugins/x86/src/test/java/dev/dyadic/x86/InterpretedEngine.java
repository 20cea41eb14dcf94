// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.machine.RowsCall;
import dev.dyadic.x86.machine.TileCall;

/** Runs programs in the interpreter: each argument is memory of its own, with nothing around it. */
final class InterpretedEngine implements Engine {

    @Override public void tile(Program program, TileCall call) {
        var memory = new AddressSpace();
        new Interpreter(memory).call(
                program.instructions(),
                memory.add(call.a()),
                memory.add(call.weights()),
                memory.add(call.out()),
                memory.add(call.start()),
                memory.add(call.x()),
                memory.add(call.y()),
                memory.add(call.z()),
                call.aStride(),
                call.outStride(),
                call.loops(),
                call.rest(),
                call.blocks(),
                call.panels(),
                call.panelBytes(),
                call.zStep(),
                call.walk().lines(),
                call.walk().aLine(),
                call.walk().outLine(),
                call.walk().segments(),
                call.walk().segmentStep(),
                call.walk().aPanel(),
                call.walk().step());
    }

    @Override public void rows(Program program, RowsCall call) {
        var memory = new AddressSpace();
        new Interpreter(memory).call(
                program.instructions(),
                memory.add(call.from()),
                memory.add(call.to()),
                call.fromStride(),
                call.toStride(),
                call.rows(),
                call.depth(),
                call.padAt());
    }
}
