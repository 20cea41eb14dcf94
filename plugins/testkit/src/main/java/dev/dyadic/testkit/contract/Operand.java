// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;

/** An operand of an op under test: an input of the graph, or a constant in it. */
record Operand(Tensor tensor, boolean isConstant) {

    static Operand data(Tensor tensor) {
        return new Operand(tensor, false);
    }

    static Operand constant(Tensor tensor) {
        return new Operand(tensor, true);
    }

    /** A constant i64 vector: axes, sizes, positions. */
    static Operand sizes(long... values) {
        return constant(Tensor.vector(values));
    }

    /** A constant scalar. */
    static Operand scalar(Element element, double value) {
        return constant(Tensor.scalar(element, value));
    }
}
