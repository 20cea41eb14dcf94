// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp.CodeSoftmax;
import dev.dyadic.ir.op.IntegerOp.Table;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.ir.type.Type;
import dev.dyadic.passes.quantize.Lowering.Done;
import dev.dyadic.passes.quantize.Lowering.Refused;
import dev.dyadic.passes.quantize.Lowering.Result;
import java.util.List;

/** Functions of codes as tables of their values, made by the reference. */
final class Tables {

    private static final int MOST_BITS = 16;

    /** The exponential of 0 in a softmax; sums of 2^31 of them fit 64 bits with room for the levels. */
    private static final double ONE = 0x1p23;

    private final Functions functions;
    private final Builder builder;

    Tables(Functions functions, Builder builder) {
        this.functions = functions;
        this.builder = builder;
    }

    /** The codes of the same numbers under another meaning. */
    Result recode(Codes codes, Quantized wanted, String name) {
        if (codes.meaning().equals(wanted)) return new Done(codes.value());
        return table(codes, reals(codes.meaning()), wanted, name);
    }

    /** The codes of a function of the numbers some codes stand for. */
    Result function(Codes codes, Value root, Value result, Quantized wanted, String name) {
        if (codes.meaning().storage().bits() > MOST_BITS) return new Refused("a table of so many codes would be too large.");
        return table(codes, functions.evaluate(root, result, reals(codes.meaning())), wanted, name);
    }

    /** Exponentials by table, then one integer division per element. */
    Result softmax(Codes data, int axis, Output out) {
        Quantized meaning = data.meaning();
        if (meaning.storage().bits() > 8) return new Refused("its codes have more than 8 bits.");
        long[] exponentials = new long[256];
        for (int d = 0; d < exponentials.length; d++)
            exponentials[d] = Math.round(ONE * StrictMath.exp(-d * (double) meaning.scale()));
        Value e = builder.constant(out.name() + ".exponentials", Tensor.ofLongs(Element.U32, new long[] {256}, exponentials));
        Element storage = out.meaning().storage();
        long levels = storage.max() - storage.min();
        var natural = new Quantized(storage, (float) (1.0 / levels), storage.min());
        boolean same = natural.equals(out.meaning());
        String name = same ? out.name() : out.name() + ".shares";
        var op = new CodeSoftmax(axis, storage, levels, storage.min());
        Value shares = builder.emitAs(name, op, data.value().type().with(natural), data.value(), e);
        return recode(new Codes(shares, natural), out.meaning(), out.name());
    }

    private Result table(Codes codes, Tensor reals, Quantized wanted, String name) {
        if (codes.meaning().storage().bits() > MOST_BITS) return new Refused("a table of so many codes would be too large.");
        Tensor entries = Reference.evaluate(
                new Quantize(wanted.storage(), 0, 0, true), List.of(reals, Codes.scale(wanted), Codes.zero(wanted)), 1)
                .getFirst();
        Value table = builder.constant(name + ".table", entries);
        Type type = codes.value().type().with(wanted);
        return new Done(builder.emitAs(name, new Table(), type, codes.value(), table));
    }

    /** The number of every code, in numeric order. */
    private static Tensor reals(Quantized meaning) {
        Element storage = meaning.storage();
        float[] reals = new float[1 << storage.bits()];
        for (int i = 0; i < reals.length; i++) reals[i] = (storage.min() + i - meaning.zero()) * meaning.scale();
        return Tensor.of(new long[] {reals.length}, reals);
    }
}
