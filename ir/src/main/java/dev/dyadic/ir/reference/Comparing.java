// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;

/** Comparisons, and choosing by them. A comparison with NaN is false. */
final class Comparing {

    private Comparing() {}

    static void requireSame(Tensor a, Tensor b) {
        if (a.element().equals(b.element())) return;
        throw DyadicException.model("", "operands are " + a.type() + " and " + b.type() + "; they must be of one element.");
    }

    static Tensor compare(Comparison op, Tensor a, Tensor b) {
        requireSame(a, b);
        long[] sizes = Broadcast.shape(a.sizes(), b.sizes());
        long[] result = a.element().isFloat()
                ? floats(op, Spread.doubles(a, sizes), Spread.doubles(b, sizes))
                : integers(op, order(a, sizes), order(b, sizes));
        return Tensor.ofLongs(Element.BOOL, sizes, result);
    }

    static Tensor where(Tensor condition, Tensor a, Tensor b) {
        requireSame(a, b);
        long[] sizes = Broadcast.shape(condition.sizes(), a.sizes(), b.sizes());
        long[] holds = Spread.longs(condition, sizes);
        if (a.element().equals(Element.F32)) {
            float[] left = Spread.floats(a, sizes);
            float[] right = Spread.floats(b, sizes);
            for (int i = 0; i < left.length; i++) left[i] = holds[i] != 0 ? left[i] : right[i];
            return Tensor.of(sizes, left);
        }
        if (a.element().isFloat()) {
            double[] left = Spread.doubles(a, sizes);
            double[] right = Spread.doubles(b, sizes);
            for (int i = 0; i < left.length; i++) left[i] = holds[i] != 0 ? left[i] : right[i];
            return Tensor.ofDoubles(a.element(), sizes, left);
        }
        long[] left = Spread.longs(a, sizes);
        long[] right = Spread.longs(b, sizes);
        for (int i = 0; i < left.length; i++) left[i] = holds[i] != 0 ? left[i] : right[i];
        return Tensor.ofLongs(a.element(), sizes, left);
    }

    /** Integers that compare as signed ones. */
    private static long[] order(Tensor x, long[] sizes) {
        long[] values = Spread.longs(x, sizes);
        if (!x.element().equals(Element.U64)) return values;
        for (int i = 0; i < values.length; i++) values[i] ^= Long.MIN_VALUE;
        return values;
    }

    private static long[] floats(Comparison op, double[] a, double[] b) {
        long[] result = new long[a.length];
        for (int i = 0; i < result.length; i++) {
            boolean holds = switch (op) {
                case Equal _ -> a[i] == b[i];
                case Less _ -> a[i] < b[i];
                case LessEqual _ -> a[i] <= b[i];
                case Greater _ -> a[i] > b[i];
                case GreaterEqual _ -> a[i] >= b[i];
            };
            result[i] = holds ? 1 : 0;
        }
        return result;
    }

    private static long[] integers(Comparison op, long[] a, long[] b) {
        long[] result = new long[a.length];
        for (int i = 0; i < result.length; i++) {
            boolean holds = switch (op) {
                case Equal _ -> a[i] == b[i];
                case Less _ -> a[i] < b[i];
                case LessEqual _ -> a[i] <= b[i];
                case Greater _ -> a[i] > b[i];
                case GreaterEqual _ -> a[i] >= b[i];
            };
            result[i] = holds ? 1 : 0;
        }
        return result;
    }
}
