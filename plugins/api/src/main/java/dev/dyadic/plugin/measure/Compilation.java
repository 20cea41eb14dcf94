// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Graph;

/**
 * The graphs on the way from a model to a program. They have the same inputs and outputs; where nothing is quantized they give the same.
 *
 * @param model the model as outputs are compared with it
 * @param typed the model in the form that was quantized, still float
 * @param fake with explicit quantize, dequantize pairs
 * @param program what came out
 */
public record Compilation(Graph model, Graph typed, Graph fake, Graph program) {}
