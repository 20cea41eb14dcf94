// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.tensor;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The constants of a graph. */
public final class Constants {

    private final Map<String, TensorObject> known = new HashMap<>();

    public Constants(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Constant(Tensor value)) known.put(node.name(), TensorObject.of(value));
        }
    }

    public Optional<TensorObject> get(Value value) {
        return Optional.ofNullable(known.get(value.name()));
    }
}
