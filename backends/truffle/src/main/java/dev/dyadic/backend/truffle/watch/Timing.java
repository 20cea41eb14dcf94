// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.watch;

import dev.dyadic.backend.truffle.step.StepNode;
import dev.dyadic.backend.truffle.step.Watcher;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.plugin.NodeTime;
import java.util.ArrayList;
import java.util.List;

/** What each step of a run takes, constants left out. */
public final class Timing implements Watcher {

    private static final String CONSTANT = "constant";

    private final List<NodeTime> times = new ArrayList<>();
    private long began;

    @Override public void begins(StepNode step) {
        began = System.nanoTime();
    }

    @Override public void ends(StepNode step, TensorObject[] operands, Tensors results) {
        long nanoseconds = System.nanoTime() - began;
        if (step.what().equals(CONSTANT)) return;
        times.add(new NodeTime(
                step.outs().getFirst().name(), step.what(), step.kernel(), nanoseconds, step.macs(operands, results),
                bytes(operands) + results.bytes()));
    }

    private static long bytes(TensorObject[] tensors) {
        long bytes = 0;
        for (TensorObject each : tensors) bytes += each.bytes();
        return bytes;
    }

    public List<NodeTime> times() {
        return List.copyOf(times);
    }
}
