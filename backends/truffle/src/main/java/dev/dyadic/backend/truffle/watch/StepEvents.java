// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.watch;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.ExecutionEventNode;
import dev.dyadic.backend.truffle.step.StepNode;
import dev.dyadic.backend.truffle.step.Watcher;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;

/** Tells the watcher of a run, which is its first argument, of a step. */
final class StepEvents extends ExecutionEventNode {

    private final StepNode step;

    StepEvents(StepNode step) {
        this.step = step;
    }

    @Override protected void onEnter(VirtualFrame frame) {
        if (frame.getArguments()[0] instanceof Watcher watcher) begins(watcher, step);
    }

    @Override protected void onReturnValue(VirtualFrame frame, Object result) {
        if (frame.getArguments()[0] instanceof Watcher watcher) {
            ends(watcher, step, step.operands(frame), (Tensors) result);
        }
    }

    @TruffleBoundary private static void begins(Watcher watcher, StepNode step) {
        watcher.begins(step);
    }

    @TruffleBoundary private static void ends(
            Watcher watcher, StepNode step, TensorObject[] operands, Tensors results) {
        watcher.ends(step, operands, results);
    }
}
