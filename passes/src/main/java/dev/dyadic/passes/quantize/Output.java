// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp.Clamp;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.type.Quantized;

/**
 * The codes a step is to give.
 *
 * @param lo the least code that clamps allow
 * @param hi the largest one
 */
record Output(Quantized meaning, String name, long lo, long hi) {

    Output(Quantized meaning, String name) {
        this(meaning, name, meaning.storage().min(), meaning.storage().max());
    }

    /** The same, kept within real bounds as well. A value clamped twice is clamped by the outer bounds last. */
    Output within(double[] bounds) {
        long low = code(bounds[0]);
        long high = code(bounds[1]);
        return new Output(meaning, name, Math.clamp(low, lo, hi), Math.clamp(high, lo, hi));
    }

    private long code(double real) {
        double code = Math.rint((float) real / meaning.scale()) + meaning.zero();
        return (long) Math.clamp(code, meaning.storage().min(), meaning.storage().max());
    }

    boolean isClamped() {
        return lo > meaning.storage().min() || hi < meaning.storage().max();
    }

    /** Codes kept within the bounds where they are narrower than the storage. */
    Value clamped(Value codes, Builder builder) {
        return isClamped() ? builder.emitAs(name, new Clamp(lo, hi), meaning, codes) : codes;
    }
}
