// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.program;

import dev.dyadic.ir.Graph;

/**
 * A compiled program.
 *
 * @param manifest how it was made and what it reached, as JSON
 */
public record Program(Graph graph, String manifest) {}
