// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.IntegerOp.*;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dyadic;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.util.List;

/** Arithmetic on codes, in 64 bits; a sum that would not fit them is an error. */
final class IntegerReference {

    private IntegerReference() {}

    static List<Tensor> run(IntegerOp op, List<Tensor> ins, int outs) {
        Tensor x = ins.getFirst();
        return List.of(
                switch (op) {
                    case Clamp(long lo, long hi) -> clamp(x, lo, hi);
                    case Requant requant -> requant(requant, x, ins.get(1), ins.get(2));
                    case RequantAdd add -> add(add, x, ins.get(1));
                    case ScaleGroups(int axis, long group) -> scaleGroups(x, ins.get(1), axis, group);
                    case Table _ -> table(x, ins.get(1));
                    case CodeSoftmax softmax -> softmax(softmax, x, ins.get(1));
                });
    }

    /** {@code x / 2^shift} as an integer. */
    static long shifted(long x, int shift, Rounding rounding) {
        long floor = x >> shift;
        long rest = x - (floor << shift);
        long half = 1L << (shift - 1);
        boolean up = switch (rounding) {
            case HALF_UP -> rest >= half;
            case HALF_EVEN -> rest > half || rest == half && (floor & 1) == 1;
        };
        return up ? floor + 1 : floor;
    }

    private static Tensor clamp(Tensor x, long lo, long hi) {
        long[] values = x.toLongs();
        for (int i = 0; i < values.length; i++) values[i] = Math.min(Math.max(values[i], lo), hi);
        return Tensor.ofLongs(x.element(), x.sizes(), values);
    }

    /** The product of an i32 and a positive i32 is below 2^62. */
    private static Tensor requant(Requant op, Tensor x, Tensor multipliers, Tensor shifts) {
        if (x.element().bits() > 32) throw DyadicException.model("", "rescales i32, found " + x.type() + ".");
        long[] values = x.toLongs();
        Dyadic[] scales = scales(multipliers, shifts);
        boolean single = scales.length == 1;
        Axes axes = single ? new Axes(0, 1, 1, Math.max(1, values.length)) : Axes.of(x, op.axis());
        if (axes.size() != scales.length) {
            throw DyadicException.model("", "there are " + scales.length + " multipliers for " + axes.size() + " channels.");
        }
        for (int i = 0; i < values.length; i++) {
            Dyadic scale = scales[i / axes.inner() % axes.size()];
            long rescaled = shifted(values[i] * scale.multiplier(), scale.shift(), op.rounding());
            values[i] = Math.min(Math.max(rescaled + op.zero(), op.lo()), op.hi());
        }
        return Tensor.ofLongs(op.to(), x.sizes(), values);
    }

    private static Dyadic[] scales(Tensor multipliers, Tensor shifts) {
        if (multipliers.count() != shifts.count()) {
            throw DyadicException.model("",
                    "there are " + multipliers.count() + " multipliers but " + shifts.count() + " shifts.");
        }
        Dyadic[] scales = new Dyadic[multipliers.length()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = new Dyadic(Math.toIntExact(multipliers.getLong(i)), Math.toIntExact(shifts.getLong(i)));
        }
        return scales;
    }

    private static Tensor add(RequantAdd op, Tensor a, Tensor b) {
        long[] sizes = Broadcast.shape(a.sizes(), b.sizes());
        long[] left = Spread.longs(a, sizes);
        long[] right = Spread.longs(b, sizes);
        for (int i = 0; i < left.length; i++) {
            long first = Math.multiplyExact(left[i] - op.aZero(), op.aMultiplier());
            long second = Math.multiplyExact(right[i] - op.bZero(), op.bMultiplier());
            long sum = shifted(Math.addExact(first, second), op.shift(), op.rounding());
            left[i] = Math.min(Math.max(sum + op.zero(), op.lo()), op.hi());
        }
        return Tensor.ofLongs(op.to(), sizes, left);
    }

    private static Tensor scaleGroups(Tensor codes, Tensor multiples, int axis, long group) {
        if (group < 1) throw DyadicException.model("", "a group has at least 1 code, not " + group + ".");
        Axes axes = Axes.of(codes, axis);
        int groups = Math.toIntExact(Math.ceilDiv(axes.size(), group));
        long[] expected = codes.sizes();
        expected[axes.axis()] = groups;
        if (codes.element().bits() > 8 || !multiples.type().equals(Type.of(Element.I8, expected))) {
            throw DyadicException.model("",
                    "takes codes of up to 8 bits and an i8 per group, found " + codes.type() + " and " + multiples.type() + ".");
        }
        long[] values = codes.toLongs();
        for (int i = 0; i < values.length; i++) {
            int row = i / axes.inner();
            long along = row % axes.size() / group;
            long at = (row / axes.size() * groups + along) * axes.inner() + i % axes.inner();
            values[i] *= multiples.getLong(at);
            if (values[i] < Element.I8.min() || values[i] > Element.I8.max()) {
                throw DyadicException.model("", "a code times its multiple is " + values[i] + ", beyond 8 bits.");
            }
        }
        return Tensor.ofLongs(Element.I8, codes.sizes(), values);
    }

    private static Tensor table(Tensor x, Tensor table) {
        Element codes = x.element();
        if (!codes.isInteger() || codes.bits() > 16 || table.count() != 1L << codes.bits()) {
            throw DyadicException.model("", "a table of " + table.count() + " entries does not fit " + x.type()
                    + "; it must have one for every code of up to 16 bits.");
        }
        long[] values = x.toLongs();
        if (table.element().isFloat()) {
            double[] entries = table.toDoubles();
            double[] result = new double[values.length];
            for (int i = 0; i < result.length; i++) result[i] = entries[(int) (values[i] - codes.min())];
            return Tensor.ofDoubles(table.element(), x.sizes(), result);
        }
        long[] entries = table.toLongs();
        for (int i = 0; i < values.length; i++) values[i] = entries[(int) (values[i] - codes.min())];
        return Tensor.ofLongs(table.element(), x.sizes(), values);
    }

    /** An exponential is below 2^32 and there are at most 2^24 of them in a row; levels are below 2^16. */
    private static Tensor softmax(CodeSoftmax op, Tensor x, Tensor exponentials) {
        if (x.element().bits() > 8 || exponentials.count() != 256) {
            throw DyadicException.model("", "takes codes of 8 bits and 256 exponentials, found " + x.type() + " and "
                    + exponentials.type() + ".");
        }
        Axes axes = Axes.of(x, op.axis());
        long[] powers = exponentials.toLongs();
        long[] values = x.toLongs();
        for (int i = 0; i < axes.outer() * axes.inner(); i++) {
            int start = axes.start(i / axes.inner(), i % axes.inner());
            int end = start + axes.size() * axes.inner();
            long max = x.element().min();
            for (int j = start; j < end; j += axes.inner()) max = Math.max(max, values[j]);
            long sum = 0;
            for (int j = start; j < end; j += axes.inner()) sum += powers[(int) (max - values[j])];
            if (sum == 0) throw DyadicException.model("", "the exponentials of a row sum to 0.");
            for (int j = start; j < end; j += axes.inner()) {
                long twice = 2 * powers[(int) (max - values[j])] * op.levels();
                values[j] = Math.floorDiv(twice + sum, 2 * sum) + op.zero();
            }
        }
        return Tensor.ofLongs(op.to(), x.sizes(), values);
    }
}
