// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A product with weights, or a table of rows, as it was quantized. Ratios of signal to quantization noise are in dB; those that depend on
 * data are empty where there was none, and where nothing is rounded.
 *
 * @param name of its result in the model
 * @param op what it computes, in the model
 * @param integer whether the program computes it in integers
 * @param data the element of the data it takes
 * @param range how its data is quantized, and what finds the range; empty where it is not
 * @param weights how its weights are coded
 * @param rules where the rules stand that asked for it, {@code source:line:column}
 * @param bytes what its weights take, with scales and zero points
 * @param dataSqnr the data's own rounding
 * @param weightsSqnr the weights' own rounding
 * @param resultSqnr its result, clamp and bias included, against the float model's
 * @param sensitivity the outputs of the model where nothing but this layer is rounded, where it was measured
 * @param dataValues the float model's data
 * @param weightsValues the float model's weights
 */
public record Layer(
        String name,
        String op,
        boolean integer,
        String data,
        String range,
        String weights,
        List<String> rules,
        long bytes,
        OptionalDouble dataSqnr,
        OptionalDouble weightsSqnr,
        OptionalDouble resultSqnr,
        OptionalDouble sensitivity,
        Optional<Histogram> dataValues,
        Optional<Histogram> weightsValues) {

    public Layer {
        rules = List.copyOf(rules);
    }

    /** With its sensitivity. */
    public Layer withSensitivity(double found) {
        return new Layer(name, op, integer, data, range, weights, rules, bytes, dataSqnr, weightsSqnr, resultSqnr,
                OptionalDouble.of(found),
                dataValues, weightsValues);
    }
}
