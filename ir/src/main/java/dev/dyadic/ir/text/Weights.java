// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/** Where the tensors are that a text only names. */
@FunctionalInterface
public interface Weights {

    /** No tensor has a name. */
    Weights NONE = name -> Optional.empty();

    /** The tensor of this name, if there is one. */
    Optional<Tensor> find(String name);

    static Weights of(Map<String, Tensor> tensors) {
        return name -> Optional.ofNullable(tensors.get(name));
    }
}
