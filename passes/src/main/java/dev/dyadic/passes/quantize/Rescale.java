// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dyadic;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.passes.quantize.Lowering.Done;
import dev.dyadic.passes.quantize.Lowering.Refused;
import dev.dyadic.passes.quantize.Lowering.Result;

/** From an accumulator to codes. */
final class Rescale {

    private static final double LEAST = 0x1p-62;
    private static final double MOST = 0x1p30;

    private Rescale() {}

    /**
     * Codes of a sum times a ratio.
     *
     * @param ratios one in all, or one per index along the axis
     */
    static Result requant(Value sum, double[] ratios, int axis, Builder builder, Output out) {
        long[] multipliers = new long[ratios.length];
        long[] shifts = new long[ratios.length];
        for (int i = 0; i < ratios.length; i++) {
            if (!(ratios[i] >= LEAST && ratios[i] < MOST)) {
                return new Refused("its rescaling by " + ratios[i] + " is no dyadic number of 31 bits.");
            }
            Dyadic ratio = Dyadic.nearest(ratios[i]);
            multipliers[i] = ratio.multiplier();
            shifts[i] = ratio.shift();
        }
        long[] shape = ratios.length == 1 ? new long[0] : new long[] {ratios.length};
        Value m = builder.constant(out.name() + ".multipliers", Tensor.ofLongs(Element.I32, shape, multipliers));
        Value s = builder.constant(out.name() + ".shifts", Tensor.ofLongs(Element.I32, shape, shifts));
        Quantized meaning = out.meaning();
        var op = new Requant(
                meaning.storage(), ratios.length == 1 ? 0 : axis, Rounding.HALF_UP, meaning.zero(), out.lo(), out.hi());
        return new Done(builder.emitAs(out.name(), op, sum.type().with(meaning), sum, m, s));
    }
}
