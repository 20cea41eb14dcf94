// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

import dev.dyadic.ir.Stage;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.compare.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * What one pass of a pipeline did.
 *
 * @param pass the pass with its options, as text
 * @param changed whether the graph is another one
 * @param held the level at which results were compared and found near enough; empty where that was not asked, not promised, or could
 *     not be done
 */
public record Step(
        String pass,
        Stage from,
        Stage to,
        int nodesBefore,
        int nodesAfter,
        boolean changed,
        Duration time,
        Fidelity promise,
        Optional<Level> held) {}
