// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import java.util.List;

/** What an ONNX op means in terms of core ops. */
@FunctionalInterface
public interface Translation {

    /**
     * Emits what computes the node.
     *
     * @return the results in the order of the node's outputs; trailing ones may be left out when they are not wanted
     * @throws Refusal if the node is not supported
     */
    List<Value> apply(OnnxNode node, Emitter emit);
}
