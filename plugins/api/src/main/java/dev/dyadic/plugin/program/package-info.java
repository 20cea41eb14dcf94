// SPDX-License-Identifier: Apache-2.0
/**
 * Compiled programs, {@code .dyx}: a zip of {@code manifest.json} (what was done and measured), {@code graph.qir} (the graph as
 * text) and {@code weights.safetensors} (its large tensors). Nothing is compressed, so that weights are mapped where they lie.
 */
package dev.dyadic.plugin.program;
