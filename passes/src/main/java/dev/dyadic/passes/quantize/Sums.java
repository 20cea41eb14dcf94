// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.IntegerOp.RequantAdd;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.passes.quantize.Lowering.Done;
import dev.dyadic.passes.quantize.Lowering.Refused;
import dev.dyadic.passes.quantize.Lowering.Result;
import java.util.List;

/** Sums and products of two values, element by element. */
final class Sums {

    /** Multipliers of a sum keep to this many bits, so that two products and their sum stay far within 64. */
    private static final int MULTIPLIER_BITS = 30;

    private Sums() {}

    /** Both operands brought to one dyadic scale and rounded once. */
    static Result lower(List<Codes> both, boolean minus, Builder builder, Output out) {
        Quantized a = both.get(0).meaning();
        Quantized b = both.get(1).meaning();
        Quantized y = out.meaning();
        double aRatio = (double) a.scale() / y.scale();
        double bRatio = (double) b.scale() / y.scale();
        int shift = MULTIPLIER_BITS - 1 - Math.getExponent(Math.max(aRatio, bRatio));
        if (shift < 1) return new Refused("its operands are too large for the scale of the result.");
        int kept = Math.min(shift, 62);
        long aMultiplier = Math.round(Math.scalb(aRatio, kept));
        long bMultiplier = Math.round(Math.scalb(bRatio, kept)) * (minus ? -1 : 1);
        var op = new RequantAdd(
                y.storage(),
                a.zero(),
                (int) aMultiplier,
                b.zero(),
                (int) bMultiplier,
                kept,
                Rounding.HALF_UP,
                y.zero(),
                out.lo(),
                out.hi());
        return new Done(builder.emitAs(out.name(), op, y, both.get(0).value(), both.get(1).value()));
    }

    /** The product of the codes less their zero points, then one rescaling. */
    static Result multiply(List<Codes> both, Builder builder, Output out) {
        long reach = Products.largest(both.get(0)) * Products.largest(both.get(1));
        if (reach > Integer.MAX_VALUE) return new Refused("a product can reach " + reach + ", beyond 32 bits.");
        Value a = centred(both.get(0), builder, out.name() + ".a");
        Value b = centred(both.get(1), builder, out.name() + ".b");
        Value product = builder.emit(out.name() + ".product", new Mul(), a, b);
        double ratio = (double) both.get(0).meaning().scale() * both.get(1).meaning().scale() / out.meaning().scale();
        return Rescale.requant(product, new double[] {ratio}, 0, builder, out);
    }

    /** Codes less their zero point, in 32 bits. */
    static Value centred(Codes codes, Builder builder, String name) {
        Value wide = builder.emit(name + ".wide", new Cast(Element.I32, true), codes.value());
        if (codes.meaning().zero() == 0) return wide;
        Value zero = builder.constant(name + ".zero", Tensor.ofLongs(Element.I32, new long[0], codes.meaning().zero()));
        return builder.emit(name + ".centred", new Sub(), wide, zero);
    }
}
