// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.ir.type.Ranged;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Graphs that are well-formed and otherwise make no sense: any op, any attribute, any type, any name. */
final class RandomGraphs {

    private static final List<Element> ELEMENTS = List.of(
            Element.F64, Element.F32, Element.F16, Element.BF16, Element.F8E4M3FN, Element.F8E4M3FNUZ, Element.F8E5M2,
            Element.F8E5M2FNUZ, Element.F8E8M0, Element.F4E2M1, Element.I4, Element.I8, Element.I64, Element.U4, Element.U16,
            Element.U64, Element.signed(12), Element.unsigned(2), Element.unsigned(63), Element.BOOL);

    private static final List<String> NAMES = List.of(
            "x", "conv1.1", "/model/out:0", "a b", "\"quoted\\", "line\nend", "größe", "\ud83d\ude00", "\ud83d", "ends:", "%",
            "-1", "//",
            "return", "\u202e", "");

    private final Random random;

    RandomGraphs(long seed) {
        this.random = new Random(seed);
    }

    Graph graph(List<Class<? extends Op>> ops) {
        return graph(ops, 0);
    }

    private Graph graph(List<Class<? extends Op>> ops, int depth) {
        List<Value> defined = new ArrayList<>();
        List<Value> inputs = values(defined, random.nextInt(3));
        List<Node> nodes = new ArrayList<>();
        for (Class<? extends Op> kind : ops) {
            List<Value> ins = some(defined);
            Op op = op(kind, depth);
            Optional<String> kernel = Optional.of(NAMES.get(random.nextInt(NAMES.size()))).filter(name -> name.length() > 3);
            nodes.add(new Node(values(defined, 1 + random.nextInt(2), op), op, ins, kernel));
        }
        return new Graph(NAMES.get(random.nextInt(NAMES.size())), pick(Stage.values()), inputs, nodes, some(defined));
    }

    private List<Value> some(List<Value> defined) {
        List<Value> some = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0 && !defined.isEmpty(); i--) some.add(defined.get(random.nextInt(defined.size())));
        return some;
    }

    private List<Value> values(List<Value> defined, int count) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            boolean free = !name.isEmpty() && defined.stream().noneMatch(value -> value.name().equals(name));
            values.add(new Value(free ? name : "v" + defined.size(), type()));
            defined.add(values.getLast());
        }
        return values;
    }

    /** Results; those of a constant are of its type. */
    private List<Value> values(List<Value> defined, int count, Op op) {
        List<Value> values = values(defined, count);
        if (!(op instanceof dev.dyadic.ir.op.Source.Constant(Tensor tensor))) return values;
        values.set(0, values.getFirst().as(tensor.type()));
        defined.set(defined.size() - count, values.getFirst());
        return values;
    }

    Op op(Class<? extends Op> kind, int depth) {
        return Attributes.of(kind).create(Attributes.of(kind).components().values().stream()
                .map(RecordComponent::getGenericType)
                .map(type -> attribute(type, depth))
                .toArray());
    }

    private Object attribute(java.lang.reflect.Type type, int depth) {
        if (type instanceof ParameterizedType list) {
            List<Object> values = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) values.add(attribute(list.getActualTypeArguments()[0], depth));
            return values;
        }
        if (type == boolean.class) return random.nextBoolean();
        if (type == int.class || type == Integer.class) return random.nextInt() >> random.nextInt(32);
        if (type == long.class || type == Long.class) return random.nextLong() >> random.nextInt(64);
        if (type == double.class || type == Double.class) return real();
        if (type == String.class) return NAMES.get(random.nextInt(NAMES.size()));
        if (type == Element.class) return ELEMENTS.get(random.nextInt(ELEMENTS.size()));
        if (type == OptionalInt.class) return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
        if (type == Tensor.class) return tensor();
        if (type == Graph.class)
            return depth > 2 ? graph(List.of(), depth + 1) : graph(List.of(dev.dyadic.ir.op.Source.Constant.class), depth + 1);
        return pick(((Class<?>) type).getEnumConstants());
    }

    /** A tensor of random bits, made to lie in its element's range. */
    Tensor tensor() {
        Element element = ELEMENTS.get(random.nextInt(ELEMENTS.size()));
        long[] sizes = random.ints(random.nextInt(4), 0, 5).asLongStream().toArray();
        int count = (int) Tensor.count(sizes);
        if (!element.isFloat()) return Tensor.ofLongs(element, sizes, random.longs(count).toArray());
        if (random.nextBoolean()) {
            double[] values = random.doubles(count, -1, 1).map(value -> value * Math.scalb(1.0, random.nextInt(8))).toArray();
            return Tensor.ofDoubles(element, sizes, values);
        }
        byte[] bits = new byte[count * element.bytes()];
        random.nextBytes(bits);
        for (int i = 0; element.bits() < 8 && i < bits.length; i++) bits[i] &= 15;
        return Tensor.of(element, sizes, MemorySegment.ofArray(bits));
    }

    private double real() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> -0.0;
            case 3 -> 1e-5;
            case 4 -> random.nextGaussian();
            default -> {
                double any = Double.longBitsToDouble(random.nextLong());
                yield Double.isNaN(any) ? Double.MIN_VALUE : any;
            }
        };
    }

    Type type() {
        if (random.nextInt(8) == 0) return new Type(Shape.unranked(), scalar());
        List<Dim> dims = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) dims.add(dim(2));
        return new Type(Shape.of(dims), scalar());
    }

    private Scalar scalar() {
        double low = random.nextGaussian();
        return switch (random.nextInt(5)) {
            case 0 -> Scalar.UNKNOWN;
            case 1 -> new Ranged(Element.F32, low, low + random.nextInt(3));
            case 2 -> new Quantized(Element.I8, random.nextFloat(1e-6f, 2), random.nextInt(-3, 3));
            default -> ELEMENTS.get(random.nextInt(ELEMENTS.size()));
        };
    }

    private Dim dim(int depth) {
        if (depth == 0)
            return random.nextBoolean() ? Dim.named(pick(new String[] {"L", "batch", "x", "div"}))
                    : Dim.of(random.nextInt(-3, 9));
        return switch (random.nextInt(9)) {
            case 0 -> Dim.UNKNOWN;
            case 1 -> dim(depth - 1).plus(dim(depth - 1));
            case 2 -> dim(depth - 1).minus(dim(depth - 1));
            case 3 -> dim(depth - 1).times(dim(depth - 1));
            case 4 -> dim(depth - 1).floorDiv(dim(depth - 1).max(Dim.ONE));
            case 5 -> dim(depth - 1).min(dim(depth - 1));
            case 6 -> dim(depth - 1).max(dim(depth - 1));
            default -> Dim.of(random.nextInt(2000));
        };
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
