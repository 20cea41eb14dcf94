// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random numbers come from {@code L64X128MixRandom} (Steele and Vigna 2021) started with the seed, one 53-bit number in [0, 1)
 * after the other in row-major order; normal ones from two of those each, by the sine and cosine of Box and Muller (1958).
 */
final class SourceReference {

    private SourceReference() {}

    static List<Tensor> run(Source op, List<Tensor> ins, int outs) {
        return List.of(
                switch (op) {
                    case Source.Parameter _ -> throw new AssertionError("a parameter is never run");
                    case Source.Constant(Tensor value) -> value;
                    case Source.ShapeOf _ -> Tensor.vector(ins.getFirst().sizes());
                    case Source.Range _ -> range(ins.get(0), ins.get(1), ins.get(2));
                    case Source.RandomUniform(Element element, double low, double high, long seed) ->
                        uniform(element, sizes(ins), low, high, seed);
                    case Source.RandomNormal(Element element, double mean, double deviation, long seed) ->
                        normal(element, sizes(ins), mean, deviation, seed);
                });
    }

    private static Tensor range(Tensor start, Tensor limit, Tensor delta) {
        if (delta.getDouble(0) == 0) throw DyadicException.model("", "the step of a range is 0.");
        return start.element().isFloat() ? floatRange(start, limit, delta) : integerRange(start, limit, delta);
    }

    private static Tensor floatRange(Tensor start, Tensor limit, Tensor delta) {
        double from = start.getDouble(0);
        double step = delta.getDouble(0);
        double steps = Math.max(0, Math.ceil((limit.getDouble(0) - from) / step));
        if (!(steps <= Integer.MAX_VALUE - 8)) throw DyadicException.model("", "the range has " + steps + " elements.");
        double[] values = new double[(int) steps];
        for (int i = 0; i < values.length; i++) values[i] = from + i * step;
        return Tensor.ofDoubles(start.element(), new long[] {values.length}, values);
    }

    private static Tensor integerRange(Tensor start, Tensor limit, Tensor delta) {
        long from = start.getLong(0);
        long step = delta.getLong(0);
        long distance = Math.subtractExact(limit.getLong(0), from);
        long steps = Math.max(0, Math.ceilDiv(distance, step));
        long[] values = new long[Math.toIntExact(steps)];
        for (int i = 0; i < values.length; i++) values[i] = from + i * step;
        return Tensor.ofLongs(start.element(), new long[] {values.length}, values);
    }

    private static Tensor uniform(Element element, long[] sizes, double low, double high, long seed) {
        RandomGenerator random = generator(seed);
        double[] values = new double[Math.toIntExact(Tensor.count(sizes))];
        for (int i = 0; i < values.length; i++) values[i] = low + (high - low) * fraction(random);
        return Tensor.ofDoubles(element, sizes, values);
    }

    private static Tensor normal(Element element, long[] sizes, double mean, double deviation, long seed) {
        RandomGenerator random = generator(seed);
        double[] values = new double[Math.toIntExact(Tensor.count(sizes))];
        for (int i = 0; i < values.length; i += 2) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - fraction(random)));
            double angle = 2 * Math.PI * fraction(random);
            values[i] = mean + deviation * radius * StrictMath.cos(angle);
            if (i + 1 < values.length) values[i + 1] = mean + deviation * radius * StrictMath.sin(angle);
        }
        return Tensor.ofDoubles(element, sizes, values);
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static double fraction(RandomGenerator random) {
        return (random.nextLong() >>> 11) * 0x1p-53;
    }

    private static long[] sizes(List<Tensor> ins) {
        return ins.getFirst().toLongs();
    }
}
