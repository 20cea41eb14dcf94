// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Runs programs on this machine's processor. */
public final class NativeEngine implements Engine {

    private static final MethodHandle TILE = handle(FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS,
            ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle ROWS = handle(
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    @Override public void tile(Program program, TileCall call) {
        try {
            TILE.invokeExact(program.entry(), call.a(), call.weights(), call.out(), call.start(), call.x(), call.y(), call.z(),
                    call.aStride(), call.outStride(), call.loops(), call.rest(), call.blocks(), call.panels(), call.panelBytes(),
                    call.zStep(), call.walk().lines(), call.walk().aLine(), call.walk().outLine(), call.walk().segments(),
                    call.walk().segmentStep(), call.walk().aPanel(), call.walk().step());
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable never) {
            throw new AssertionError(never);
        }
    }

    @Override public void rows(Program program, RowsCall call) {
        try {
            ROWS.invokeExact(program.entry(), call.from(), call.to(), call.fromStride(), call.toStride(), call.rows(),
                    call.depth(), call.padAt());
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable never) {
            throw new AssertionError(never);
        }
    }

    private static MethodHandle handle(FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(descriptor, Linker.Option.critical(true));
    }
}
