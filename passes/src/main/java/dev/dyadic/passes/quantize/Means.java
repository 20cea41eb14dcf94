// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Pooling.AveragePool;
import dev.dyadic.ir.op.Reduction.ReduceSum;
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
        Shape x = data.value().type().shape();
        Dim count = Dim.ONE;
        long[] all = axes.get().length == 0 ? LongStream.range(0, x.rank()).toArray() : axes.get();
        for (long axis : all) count = count.times(x.dim((int) axis));
        if (!count.isConstant())
            return new Refused("it is over " + count + " elements, a number that is known at run time only.");
        if (count.constant() * Products.largest(data) > Integer.MAX_VALUE || count.is(0)) {
            return new Refused("its sums can reach beyond 32 bits.");
        }
        Value centred = Sums.centred(data, builder, out.name());
        Value over = builder.sizes(out.name() + ".axes", all);
        Value sum = builder.emit(out.name() + ".sum", new ReduceSum(keep), centred, over);
        return mean(sum, count.constant(), data, builder, out);
    }

    private static Result mean(Value sum, long count, Codes data, Builder builder, Output out) {
        double ratio = data.meaning().scale() / ((double) out.meaning().scale() * count);
        return Rescale.requant(sum, new double[] {ratio}, 0, builder, out);
    }
}
