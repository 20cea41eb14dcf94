// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import java.util.Objects;

/**
 * What a pass decided about a node, told to people who ask why.
 *
 * @param node the name of the node's first result
 * @param what in words
 * @param by where the rule stands that decided, {@code source:line:column}; empty where none did
 */
public record Decision(String node, Topic topic, String what, String by) {

    /** What it is about. */
    public enum Topic {
        /** A rule of the recipe selects the node. */
        RULE,
        /** How its result, or the data it takes, is quantized, and what finds the range. */
        DATA,
        /** How its weights are quantized. */
        WEIGHTS,
        /** Why it stays float. */
        FLOAT,
        /** What runs it. */
        KERNEL
    }

    public Decision {
        Objects.requireNonNull(node);
        Objects.requireNonNull(topic);
        Objects.requireNonNull(what);
        Objects.requireNonNull(by);
    }
}
