// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import java.util.Objects;

/**
 * A node of a program that computes with floats.
 *
 * @param name of its first result
 * @param why it does; the same words for all of one kind
 */
public record FloatOp(String name, String op, String why) {

    public FloatOp {
        Objects.requireNonNull(name);
        Objects.requireNonNull(op);
        Objects.requireNonNull(why);
    }
}
