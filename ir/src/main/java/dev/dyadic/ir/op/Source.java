// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;

/** Ops whose result does not depend on the elements of a data input. */
public sealed interface Source extends Op {

    /** Defines the inputs of a graph when a definition is asked for; no list of nodes holds it. */
    record Parameter() implements Source {}

    /** {@code () -> value}. */
    record Constant(Tensor value) implements Source {}

    /** {@code (x) -> i64[rank]}: the sizes of x. */
    record ShapeOf() implements Source {}

    /** {@code (start, limit, delta) -> [max(0, ceil((limit - start) / delta))]}; all scalars of one element. */
    record Range() implements Source {}

    /** {@code (shape) -> uniform numbers in [low, high)}; equal seeds give equal numbers. */
    record RandomUniform(Element element, double low, double high, long seed) implements Source {}

    /** {@code (shape) -> normal numbers}; equal seeds give equal numbers. */
    record RandomNormal(Element element, double mean, double deviation, long seed) implements Source {}
}
