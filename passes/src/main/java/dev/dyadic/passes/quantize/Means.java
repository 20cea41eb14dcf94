// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Pooling.AveragePool;
import dev.dyadic.ir.op.Reduction.ReduceProd;
import dev.dyadic.ir.op.Reduction.ReduceSum;
import dev.dyadic.ir.op.Source.ShapeOf;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.passes.quantize.Lowering.Refused;
import dev.dyadic.passes.quantize.Lowering.Result;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/** Averages: an exact sum, then one rescaling that divides as well. */
final class Means {

    /** With codes of 8 bits, a mean with so many bits behind the point fits 32 bits. */
    private static final int FRACTION = 16;

    private Means() {}

    /** An average over windows is a depthwise convolution with ones. */
    static Result pool(Codes data, AveragePool pool, Builder builder, Output out) {
        boolean padded = pool.pads().stream().anyMatch(pad -> pad != 0) || pool.autoPad().name().startsWith("SAME");
        if (padded && !pool.countPads() || pool.ceil()) return new Refused("its windows do not all hold as many elements.");
        Shape x = data.value().type().shape();
        if (!x.dim(1).isConstant()) return new Refused("the number of its channels is not known.");
        long channels = x.dim(1).constant();
        long window = pool.kernel().stream().reduce(1L, (a, b) -> a * b);
        if (window * Products.largest(data) > Integer.MAX_VALUE) return new Refused("its sums can reach beyond 32 bits.");
        long[] sizes = LongStream.concat(LongStream.of(channels, 1), pool.kernel().stream().mapToLong(Long::longValue)).toArray();
        long[] ones = new long[Math.toIntExact(channels * window)];
        Arrays.fill(ones, 1);
        Value weights = builder.constant(out.name() + ".ones", Tensor.ofLongs(Element.I8, sizes, ones));
        Value zero = builder.constant(out.name() + ".data-zero", Codes.zero(data.meaning()));
        Value none = builder.constant(out.name() + ".weight-zero", Tensor.ofLongs(Element.I8, new long[0], 0));
        AutoPad auto = pool.autoPad();
        var op = new ConvInteger(pool.strides(), pool.pads(), pool.dilations(), channels, auto);
        Value sum = builder.emit(out.name() + ".sum", op, data.value(), weights, zero, none);
        return mean(sum, window, data, builder, out);
    }

    static Result global(Codes data, Builder builder, Output out) {
        long[] axes = LongStream.range(2, data.value().type().shape().rank()).toArray();
        return reduce(data, Optional.of(axes), true, builder, out);
    }

    /** An average over whole axes. */
    static Result reduce(Codes data, Optional<long[]> axes, boolean keep, Builder builder, Output out) {
        if (axes.isEmpty()) return new Refused("its axes are not known.");
        if (data.meaning().storage().bits() > 8) return new Refused("its codes have more than 8 bits.");
        Shape x = data.value().type().shape();
        Dim count = Dim.ONE;
        long[] all = axes.get().length == 0 ? LongStream.range(0, x.rank()).toArray() : axes.get();
        for (long axis : all) count = count.times(x.dim((int) axis));
        if (!count.isConstant()) return counted(data, all, keep, builder, out);
        if (count.constant() * Products.largest(data) > Integer.MAX_VALUE || count.is(0)) {
            return new Refused("its sums can reach beyond 32 bits.");
        }
        Value centred = Sums.centred(data, builder, out.name());
        Value over = builder.sizes(out.name() + ".axes", all);
        Value sum = builder.emit(out.name() + ".sum", new ReduceSum(keep), centred, over);
        return mean(sum, count.constant(), data, builder, out);
    }

    /**
     * An average over a number of elements that is known at run time only: an integer quotient with {@link #FRACTION} bits behind the
     * point. Codes are counted from the smallest one, so that nothing is negative and the quotient is rounded to nearest.
     */
    private static Result counted(Codes data, long[] axes, boolean keep, Builder builder, Output out) {
        String name = out.name();
        long least = data.meaning().storage().min();
        Value wide = builder.emit(name + ".wide", new Cast(Element.I64, true), data.value());
        Value codes = builder.emit(name + ".up", new Sub(), wide, integer(name + ".least", least, builder));
        Value over = builder.sizes(name + ".axes", axes);
        Value sum = builder.emit(name + ".sum", new ReduceSum(keep), codes, over);
        Value shape = builder.emit(name + ".shape", new ShapeOf(), data.value());
        Value sizes = builder.emit(name + ".sizes", new Gather(0), shape, over);
        Value count = builder.emit(name + ".count", new ReduceProd(false), sizes);
        Value half = builder.emit(name + ".half", new Div(), count, integer(name + ".two", 2, builder));
        Value scaled = builder.emit(name + ".scaled", new Mul(), sum, integer(name + ".fraction", 1L << FRACTION, builder));
        Value raised = builder.emit(name + ".raised", new Add(), scaled, half);
        Value mean = builder.emit(name + ".mean", new Div(), raised, count);
        long offset = data.meaning().zero() - least << FRACTION;
        Value centred = builder.emit(name + ".centred", new Sub(), mean, integer(name + ".offset", offset, builder));
        Value narrow = builder.emit(name + ".narrow", new Cast(Element.I32, true), centred);
        double ratio = Math.scalb((double) data.meaning().scale() / out.meaning().scale(), -FRACTION);
        return Rescale.requant(narrow, new double[] {ratio}, 0, builder, out);
    }

    private static Value integer(String name, long number, Builder builder) {
        return builder.constant(name, Tensor.ofLongs(Element.I64, new long[0], number));
    }

    private static Result mean(Value sum, long count, Codes data, Builder builder, Output out) {
        double ratio = data.meaning().scale() / ((double) out.meaning().scale() * count);
        return Rescale.requant(sum, new double[] {ratio}, 0, builder, out);
    }
}
