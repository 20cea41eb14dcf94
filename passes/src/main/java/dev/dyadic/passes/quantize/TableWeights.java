// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.ValueTable;
import dev.dyadic.plugin.recipe.BlockScale;
import dev.dyadic.plugin.recipe.NumberFormat;
import java.util.OptionalInt;
import java.util.function.ToDoubleBiFunction;

/** Weights in formats that are tables of values, or blocks that share a scale. */
record TableWeights(WeightCodes weights) {

    /** Products of code and multiple keep to this many bits, so that products stay products of 8-bit integers. */
    private static final Element WIDE = Element.I8;

    /** Values of up to so many bits are stored in no more than they take. */
    private static final Element FEW = Element.I4;

    /** A table whose values are integers times a power of two stays integer; of any other the weights become the numbers it holds. */
    Value emit(ValueTable table) {
        OptionalInt shift = IntegerTables.shift(table);
        Channels at = weights.channels();
        if (shift.isEmpty())
            return rounded(at.depth(), (value, largest) -> inTable(value, largest, table), new BlockScale.Real());
        double[] real = weights.weights().toDoubles();
        long[] codes = new long[real.length];
        double[] scales = new double[at.channels()];
        for (int c = 0; c < at.channels(); c++) {
            double largest = 0;
            for (int i = 0; i < at.depth(); i++) largest = Math.max(largest, Math.abs(real[at.index(c, i)]));
            double step = Groups.usable(largest / table.max());
            scales[c] = Math.scalb(step, -shift.getAsInt());
            for (int i = 0; i < at.depth(); i++) {
                double value = table.value(table.encode(real[at.index(c, i)] / step));
                codes[at.index(c, i)] = (long) Math.scalb(value, shift.getAsInt());
            }
        }
        long most = (long) Math.scalb(Math.max(table.max(), -table.min()), shift.getAsInt());
        Element narrow = Element.signed(Long.SIZE + 1 - Long.numberOfLeadingZeros(most));
        if (at.depth() == 0 || narrow.bits() > FEW.bits())
            return weights.dequantized(weights.constant(codes, WIDE), scales, WIDE);
        return weights.integers(codes, Grid.whole(scales, narrow, at), narrow);
    }

    /** The weights become the numbers that the blocks hold. */
    Value emit(NumberFormat.Block block) {
        return switch (block.element()) {
            case NumberFormat.Integers(Element element) -> {
                Grid grid = Grid.plain(new double[] {1}, Element.signed(element.bits()));
                yield rounded(block.length(), (value, largest) -> {
                    double step = largest / element.max();
                    return grid.code(value, step) * step;
                }, block.scale());
            }
            case NumberFormat.Coded(var format) ->
                rounded(block.length(), (value, largest) -> inTable(value, largest, format.table()), block.scale());
            case NumberFormat.Block _ -> throw new IllegalStateException("blocks of blocks cannot be built");
        };
    }

    private static double inTable(double value, double largest, ValueTable table) {
        double step = largest / table.max();
        return table.value(table.encode(value / step)) * step;
    }

    /** @param rounding what a number becomes in a block, given the block's largest magnitude as its scale is stored */
    private Value rounded(int length, ToDoubleBiFunction<Double, Double> rounding, BlockScale kind) {
        Tensor old = weights.weights();
        Channels at = weights.channels();
        double[] real = old.toDoubles();
        for (int c = 0; c < at.channels(); c++) {
            for (int from = 0; from < at.depth(); from += Math.max(1, length)) {
                int to = Math.min(from + length, at.depth());
                double largest = 0;
                for (int i = from; i < to; i++) largest = Math.max(largest, Math.abs(real[at.index(c, i)]));
                if (largest == 0) continue;
                double scale = stored(largest, kind);
                for (int i = from; i < to; i++) real[at.index(c, i)] = rounding.applyAsDouble(real[at.index(c, i)], scale);
            }
        }
        return weights.builder().constant(weights.name() + ".rounded", Tensor.ofDoubles(old.element(), old.sizes(), real));
    }

    private static double stored(double scale, BlockScale kind) {
        return switch (kind) {
            case BlockScale.PowerOfTwo _ -> Math.scalb(1.0, (int) Math.ceil(Math.log(scale) / Math.log(2)));
            case BlockScale.Real _ -> (float) scale;
            case BlockScale.Coded(var format) -> {
                ValueTable table = format.table();
                yield Math.max(table.value(table.encode(scale)), Double.MIN_NORMAL);
            }
        };
    }
}
