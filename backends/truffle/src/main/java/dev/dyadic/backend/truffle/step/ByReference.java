// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.reference.Reference;
import java.util.Arrays;

/** An op that has no method of its own here, by its definition; also what tells the error where another method fails. */
record ByReference(Node node) implements PlainStep.Work {

    @Override public Tensors run(TensorObject[] operands) {
        return Tensors.of(Reference.evaluate(node, Arrays.stream(operands).map(TensorObject::tensor).toList()));
    }
}
