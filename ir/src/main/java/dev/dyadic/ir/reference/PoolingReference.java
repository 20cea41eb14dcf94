// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Pooling;
import dev.dyadic.ir.op.Pooling.AveragePool;
import dev.dyadic.ir.op.Pooling.Col2Im;
import dev.dyadic.ir.op.Pooling.GlobalAveragePool;
import dev.dyadic.ir.op.Pooling.GlobalMaxPool;
import dev.dyadic.ir.op.Pooling.LpPool;
import dev.dyadic.ir.op.Pooling.MaxPool;
import dev.dyadic.ir.op.Pooling.MaxUnpool;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** What the ops of {@link Pooling} give. Sums are taken in f64 and rounded once. */
final class PoolingReference {

    private PoolingReference() {}

    static List<Tensor> run(Pooling op, List<Tensor> ins, int outs) {
        Tensor x = ins.getFirst();
        return switch (op) {
            case MaxPool pool -> maxPool(x, pool, outs);
            case AveragePool pool -> {
                Window window = Window.of(
                        spatial(x), longs(pool.kernel()), pool.strides(), pool.pads(), pool.dilations(), pool.autoPad(),
                        pool.ceil());
                yield List.of(reduce(x, window, (plane, at) -> average(plane, at, pool.countPads())));
            }
            case LpPool pool -> {
                Window window = Window.of(
                        spatial(x), longs(pool.kernel()), pool.strides(), pool.pads(), pool.dilations(), pool.autoPad(),
                        pool.ceil());
                yield List.of(reduce(x, window, (plane, at) -> norm(plane, at, pool.p())));
            }
            case GlobalAveragePool _ -> List.of(global(x, false));
            case GlobalMaxPool _ -> List.of(global(x, true));
            case MaxUnpool pool -> List.of(Unpooling.unpool(x, ins, pool));
            case Col2Im(List<Long> strides, List<Long> pads, List<Long> dilations) ->
                List.of(Unpooling.columns(x, ins, strides, pads, dilations));
        };
    }

    /** The spatial sizes of {@code N,C,spatial}. */
    static long[] spatial(Tensor x) {
        if (x.rank() >= 3) return Arrays.copyOfRange(x.sizes(), 2, x.rank());
        throw DyadicException.model("", "the operand must be N,C and spatial axes, found " + x.type() + ".");
    }

    static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /** A number from the elements of one plane and where in it the window reads. */
    private interface Reduction {
        double of(double[] plane, Taps taps);
    }

    private static Tensor reduce(Tensor x, Window window, Reduction reduction) {
        Taps taps = new Taps(window);
        int size = Window.product(window.in());
        int windows = window.windows();
        double[] plane = new double[size];
        double[] result = new double[Math.toIntExact(Strides.times(x.size(0) * x.size(1), windows))];
        for (int i = 0; i < result.length; i++) {
            if (i % windows == 0) for (int j = 0; j < size; j++) plane[j] = x.getDouble((long) (i / windows) * size + j);
            taps.moveTo(i % windows);
            result[i] = reduction.of(plane, taps);
        }
        return Numbers.tensor(x.element(), result, sizes(x, window));
    }

    private static double average(double[] plane, Taps taps, boolean countPads) {
        double sum = 0;
        for (int i = 0; i < taps.count(); i++) sum += plane[taps.position(i)];
        int divisor = countPads ? taps.padded() : taps.count();
        return divisor == 0 ? 0 : sum / divisor;
    }

    private static double norm(double[] plane, Taps taps, long p) {
        double sum = 0;
        for (int i = 0; i < taps.count(); i++) sum += Math.pow(Math.abs(plane[taps.position(i)]), p);
        return p == 2 ? Math.sqrt(sum) : Math.pow(sum, 1.0 / p);
    }

    private static List<Tensor> maxPool(Tensor x, MaxPool pool, int outs) {
        Window window = Window.of(
                spatial(x), longs(pool.kernel()), pool.strides(), pool.pads(), pool.dilations(), pool.autoPad(), pool.ceil());
        Taps taps = new Taps(window);
        long size = Window.product(window.in());
        int windows = window.windows();
        long[] sizes = sizes(x, window);
        Cells cells = new Cells(x.element(), Blocks.zeros(x.element(), sizes), sizes);
        long[] positions = new long[Math.toIntExact(Tensor.count(sizes))];
        Tensor least = least(x);
        for (int i = 0; i < positions.length; i++) {
            long base = i / windows * size;
            taps.moveTo(i % windows);
            long best = -1;
            for (int j = 0; j < taps.count(); j++) {
                long at = base + taps.position(j);
                if (best < 0 || Ordering.compare(x, at, best) > 0) best = at;
            }
            if (best < 0) cells.put(i, least, 0);
            else cells.put(i, x, best);
            boolean row = !pool.columnMajor() || best < 0;
            positions[i] = row ? best : base + columnMajor(best - base, window.in());
        }
        Tensor y = cells.tensor();
        return outs < 2 ? List.of(y) : List.of(y, Tensor.of(sizes, positions));
    }

    /** What a window that holds nothing but padding gives. */
    private static Tensor least(Tensor x) {
        return x.element().isFloat()
                ? Tensor.scalar(x.element(), Double.NEGATIVE_INFINITY)
                : Tensor.ofLongs(x.element(), new long[0], x.element().min());
    }

    private static long columnMajor(long flat, int[] sizes) {
        long left = flat;
        long stride = Window.product(sizes);
        long result = 0;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            stride /= sizes[axis];
            result += left % sizes[axis] * stride;
            left /= sizes[axis];
        }
        return result;
    }

    private static Tensor global(Tensor x, boolean max) {
        int size = Math.toIntExact(Strides.count(spatial(x)));
        if (size == 0) throw DyadicException.model("", "there is nothing to pool in " + x.type() + ".");
        double[] result = new double[Math.toIntExact(x.size(0) * x.size(1))];
        for (int i = 0; i < result.length; i++) {
            double value = max ? Double.NEGATIVE_INFINITY : 0;
            for (int j = 0; j < size; j++) {
                double next = x.getDouble((long) i * size + j);
                value = max ? Math.max(value, next) : value + next;
            }
            result[i] = max ? value : value / size;
        }
        long[] sizes = x.sizes();
        Arrays.fill(sizes, 2, sizes.length, 1);
        return Numbers.tensor(x.element(), result, sizes);
    }

    private static long[] sizes(Tensor x, Window window) {
        return Strides.join(
                new long[] {x.size(0), x.size(1)}, Arrays.stream(window.out()).asLongStream().toArray());
    }
}
