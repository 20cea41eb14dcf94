// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.program;

import dev.dyadic.ir.Graph;

/**
 * A compiled program.
 *
 * @param manifest how it came to be and what was measured on it, a JSON object; kept as it was written
 */
public record Program(Graph graph, String manifest) {}
