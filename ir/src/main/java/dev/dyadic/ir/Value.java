// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir;

import dev.dyadic.ir.type.Type;

/** A named result. Within a graph a name is defined once. */
public record Value(String name, Type type) {

    public Value {
        if (name.isEmpty()) throw new IllegalArgumentException("a value needs a name");
    }

    public Value as(Type other) {
        return new Value(name, other);
    }
}
