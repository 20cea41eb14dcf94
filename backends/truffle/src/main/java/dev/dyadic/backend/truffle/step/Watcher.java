// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;

/** Follows one run of a tree. It is told of the steps of the tree itself, not of those of bodies. */
public interface Watcher {

    default void begins(StepNode step) {}

    /** @param results one for each of the step's outs */
    void ends(StepNode step, TensorObject[] operands, Tensors results);
}
