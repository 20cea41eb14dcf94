// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Quantized;

/** Codes in a graph and what they stand for. */
record Codes(Value value, Quantized meaning) {

    /** The real number a code stands for, as dequantizing gives it. */
    double real(long code) {
        return (float) ((code - meaning.zero()) * (double) meaning.scale());
    }

    Codes at(Value other) {
        return new Codes(other, meaning);
    }

    /** The scale as a scalar. */
    static Tensor scale(Quantized meaning) {
        return Tensor.of(new long[0], meaning.scale());
    }

    /** The zero point as a scalar. */
    static Tensor zero(Quantized meaning) {
        return Tensor.ofLongs(meaning.storage(), new long[0], meaning.zero());
    }
}
