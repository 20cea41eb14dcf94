// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.compare;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.ir.type.Ranged;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random inputs for a graph, equal for equal seeds. Floats are normal, or uniform in their range where the type tells it; integers
 * and codes are uniform. What a graph demands of its inputs beyond their types is not known, so there are several attempts: named
 * sizes differ, and wide integers are of any size, small, or 0 and 1 as positions and masks are.
 */
public final class SampleInputs {

    /** How many attempts differ in more than their random numbers. */
    public static final int ATTEMPTS = 6;

    private static final long[][] SIZES = {{3, 2, 5, 7, 4}, {4}};
    private static final long[] WIDEST = {1L << 20, 7, 1};

    private SampleInputs() {}

    /**
     * Inputs for the graph.
     *
     * @param attempt 0 to {@link #ATTEMPTS} - 1
     * @return nothing if the graph does not tell all types of its inputs, or takes strings
     */
    public static Optional<List<Tensor>> of(Graph graph, long seed, int attempt) {
        Map<String, Dim> sizes = sizes(graph, SIZES[attempt % SIZES.length]);
        return of(graph.inputs(), sizes, WIDEST[attempt / SIZES.length], seed);
    }

    /**
     * Inputs whose named sizes are these. Integers of more than 16 bits are 0 and 1, which are in range wherever they are positions,
     * kinds or masks.
     *
     * @return nothing if a type is not known, a size is not given or comes out negative, or a string is wanted
     */
    public static Optional<List<Tensor>> of(List<Value> inputs, Map<String, Long> sizes, long seed) {
        Map<String, Dim> dims = new LinkedHashMap<>();
        sizes.forEach((name, size) -> dims.put(name, Dim.of(size)));
        return of(inputs, dims, 1, seed);
    }

    private static Optional<List<Tensor>> of(List<Value> values, Map<String, Dim> sizes, long widest, long seed) {
        var random = new SplittableRandom(seed);
        List<Tensor> inputs = new ArrayList<>();
        for (Value input : values) {
            Type type = input.type();
            if (!type.isKnown() || type.element().kind() == Element.Kind.STRING) return Optional.empty();
            List<Dim> dims = type.shape().dims().stream().map(dim -> dim.substitute(sizes)).toList();
            if (!dims.stream().allMatch(dim -> dim.isConstant() && dim.constant() >= 0)) return Optional.empty();
            long[] shape = dims.stream().mapToLong(Dim::constant).toArray();
            inputs.add(random(type.scalar(), shape, widest, random));
        }
        return Optional.of(inputs);
    }

    private static Map<String, Dim> sizes(Graph graph, long[] choice) {
        Map<String, Dim> sizes = new LinkedHashMap<>();
        for (Value input : graph.inputs()) {
            if (!input.type().shape().ranked()) continue;
            for (Dim dim : input.type().shape().dims()) {
                for (String name : dim.names()) sizes.computeIfAbsent(name, _ -> Dim.of(choice[sizes.size() % choice.length]));
            }
        }
        return sizes;
    }

    private static Tensor random(Scalar scalar, long[] shape, long widest, RandomGenerator random) {
        return switch (scalar) {
            case Ranged(Element element, double low, double high) ->
                floats(element, shape, () -> low + (high - low) * random.nextDouble());
            case Quantized quantized -> longs(quantized.storage(), shape, widest, random);
            case Element element when element.isFloat() -> floats(element, shape, random::nextGaussian);
            case Element element -> longs(element, shape, widest, random);
            case Scalar.Unknown _ -> throw new IllegalStateException("the element is not known");
        };
    }

    private static Tensor floats(Element element, long[] shape, java.util.function.DoubleSupplier next) {
        double[] values = new double[Math.toIntExact(Tensor.count(shape))];
        for (int i = 0; i < values.length; i++) values[i] = next.getAsDouble();
        return Tensor.ofDoubles(element, shape, values);
    }

    private static Tensor longs(Element element, long[] shape, long widest, RandomGenerator random) {
        boolean narrow = element.bits() <= 16;
        long most = element.bits() == 64 ? widest : Math.min(widest, element.max());
        long low = narrow ? element.min() : widest == 1 || !element.isSigned() ? 0 : -most;
        long high = narrow ? element.max() : most;
        long[] values = new long[Math.toIntExact(Tensor.count(shape))];
        for (int i = 0; i < values.length; i++) values[i] = random.nextLong(low, high + 1);
        return Tensor.ofLongs(element, shape, values);
    }
}
