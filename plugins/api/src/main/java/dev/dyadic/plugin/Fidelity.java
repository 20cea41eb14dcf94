// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.plugin.compare.Level;
import java.util.Optional;

/** What a pass promises of the graph's results. */
public enum Fidelity {
    /** They keep every bit. */
    BIT_EXACT,
    /** They are rounded elsewhere: the function is the same in real numbers. */
    FLOAT_CLOSE,
    /** They change, within what the recipe measures. */
    QUANTIZING;

    /** How near results must stay; nothing is promised of quantizing passes. */
    public Optional<Level> level() {
        return switch (this) {
            case BIT_EXACT -> Optional.of(Level.EXACT);
            case FLOAT_CLOSE -> Optional.of(Level.CLOSE);
            case QUANTIZING -> Optional.empty();
        };
    }
}
