// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.watch;

import dev.dyadic.backend.truffle.step.StepNode;
import dev.dyadic.backend.truffle.step.Watcher;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.plugin.Executable.Tap;

/** Shows the results of steps to a tap. */
public record Tapping(Tap tap) implements Watcher {

    @Override public void ends(StepNode step, TensorObject[] operands, Tensors results) {
        for (int i = 0; i < results.count(); i++) tap.see(step.outs().get(i), results.get(i).tensor());
    }
}
