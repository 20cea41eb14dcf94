// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.plugin.spec.Spec;
import java.util.Optional;

/**
 * A pass to run.
 *
 * @param to the nodes it is kept to; all where it is empty
 */
public record Step(Spec pass, Optional<Selector> to, Position at) {

    @Override public String toString() {
        return "apply " + pass + to.map(selector -> " to " + selector).orElse("");
    }
}
