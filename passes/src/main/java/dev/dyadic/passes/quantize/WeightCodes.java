// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.ValueTable;
import dev.dyadic.plugin.recipe.BlockScale;
import dev.dyadic.plugin.recipe.Granularity;
import dev.dyadic.plugin.recipe.NumberFormat;
import dev.dyadic.plugin.recipe.Numeric;
import java.util.OptionalInt;

/** Weights as codes, symmetric around 0, and the scales that turn them back into numbers. */
final class WeightCodes {

    /** Codes of groups are multiplied to codes of this many bits, so that products stay products of 8-bit integers. */
    private static final Element WIDE = Element.I8;

    private WeightCodes() {}

    /** Emits the codes of a product's weights and their dequantizing; what it returns takes the place of the weights. */
    static Value emit(Builder builder, Node product, Tensor weights, Numeric numeric) {
        Channels channels = Channels.of(product, weights);
        double[] real = weights.toDoubles();
        return switch (numeric.format()) {
            case NumberFormat.Integers(Element element) -> {
                long[] codes = new long[real.length];
                boolean grouped = numeric.granularity() instanceof Granularity.PerGroup;
                double[] scales = grouped
                        ? Groups.code(real, channels, element, ((Granularity.PerGroup) numeric.granularity()).size(), codes)
                        : code(real, channels, signed(element), numeric.granularity(), codes);
                yield emit(builder, product, weights, codes, grouped ? WIDE : storage(element), scales, channels);
            }
            case NumberFormat.Coded(var format) ->
                table(builder, product, weights, format.table(), OptionalInt.empty(), channels);
            case NumberFormat.Block block -> block(builder, product, weights, block, channels);
        };
    }

    private static Value emit(
            Builder builder, Node product, Tensor weights, long[] codes, Element storage, double[] scales, Channels channels) {
        String name = product.in(1).name();
        boolean one = scales.length == 1;
        float[] factors = new float[scales.length];
        for (int c = 0; c < factors.length; c++) factors[c] = (float) scales[c];
        long[] shape = one ? new long[0] : new long[] {factors.length};
        Value coded = builder.constant(name + ".codes", Tensor.ofLongs(storage, weights.sizes(), codes));
        Value scale = builder.constant(name + ".scale", Tensor.of(shape, factors));
        Value zero = builder.constant(name + ".zero", Tensor.ofLongs(storage, shape, new long[factors.length]));
        return builder.emit(name + ".real", new Dequantize(Element.F32, channels.axis(), 0), coded, scale, zero);
    }

    /** Codes with one scale for all, or one per output channel. */
    private static double[] code(double[] real, Channels at, Element element, Granularity granularity, long[] codes) {
        boolean perChannel = !granularity.equals(Granularity.TENSOR);
        double[] scales = new double[perChannel ? at.channels() : 1];
        for (int c = 0; c < at.channels(); c++) {
            int slot = perChannel ? c : 0;
            for (int i = 0; i < at.depth(); i++) {
                scales[slot] = Math.max(scales[slot], Math.abs(real[at.index(c, i)]) / element.max());
            }
        }
        for (int slot = 0; slot < scales.length; slot++) scales[slot] = Groups.usable(scales[slot]);
        for (int c = 0; c < at.channels(); c++) {
            double scale = scales[perChannel ? c : 0];
            for (int i = 0; i < at.depth(); i++) codes[at.index(c, i)] = Groups.nearest(real[at.index(c, i)], scale, element);
        }
        return scales;
    }

    private static Element signed(Element element) {
        return Element.signed(element.bits());
    }

    private static Element storage(Element element) {
        return element.bits() <= 8 ? Element.I8 : Element.I16;
    }

    private static Value block(Builder builder, Node product, Tensor weights, NumberFormat.Block block, Channels channels) {
        return switch (block.element()) {
            case NumberFormat.Integers(Element element) ->
                real(builder, product, weights, channels, block.length(), (values, scale) -> {
                    double step = scale / element.max();
                    for (int i = 0; i < values.length; i++) values[i] = Groups.nearest(values[i], step, signed(element)) * step;
                }, block.scale());
            case NumberFormat.Coded(var format) -> {
                ValueTable table = format.table();
                yield real(builder, product, weights, channels, block.length(), (values, scale) -> {
                    double step = scale / table.max();
                    for (int i = 0; i < values.length; i++) values[i] = table.value(table.encode(values[i] / step)) * step;
                }, block.scale());
            }
            case NumberFormat.Block _ -> throw new IllegalStateException("blocks of blocks cannot be built");
        };
    }

    /** A table whose values are integers times a power of two stays integer; of any other the weights become the numbers it holds. */
    private static Value table(
            Builder builder, Node product, Tensor weights, ValueTable table, OptionalInt block, Channels channels) {
        OptionalInt shift = IntegerTables.shift(table);
        double[] real = weights.toDoubles();
        if (shift.isEmpty()) {
            return real(builder, product, weights, channels, block.orElse(channels.depth()), (values, scale) -> {
                double step = scale / table.max();
                for (int i = 0; i < values.length; i++) values[i] = table.value(table.encode(values[i] / step)) * step;
            }, new BlockScale.Real());
        }
        long[] codes = new long[real.length];
        double[] scales = new double[channels.channels()];
        for (int c = 0; c < channels.channels(); c++) {
            double largest = 0;
            for (int i = 0; i < channels.depth(); i++) largest = Math.max(largest, Math.abs(real[channels.index(c, i)]));
            double step = Groups.usable(largest / table.max());
            scales[c] = Math.scalb(step, -shift.getAsInt());
            for (int i = 0; i < channels.depth(); i++) {
                double value = table.value(table.encode(real[channels.index(c, i)] / step));
                codes[channels.index(c, i)] = (long) Math.scalb(value, shift.getAsInt());
            }
        }
        return emit(builder, product, weights, codes, WIDE, scales, channels);
    }

    /** Rounds the numbers of one block in place, given their largest magnitude as the scale is stored. */
    @FunctionalInterface
    private interface BlockRounding {
        void round(double[] values, double scale);
    }

    private static Value real(
            Builder builder,
            Node product,
            Tensor weights,
            Channels at,
            int length,
            BlockRounding rounding,
            BlockScale kind) {
        double[] real = weights.toDoubles();
        for (int c = 0; c < at.channels(); c++) {
            for (int from = 0; from < at.depth(); from += Math.max(1, length)) {
                double[] values = new double[Math.min(length, at.depth() - from)];
                double largest = 0;
                for (int i = 0; i < values.length; i++) {
                    values[i] = real[at.index(c, from + i)];
                    largest = Math.max(largest, Math.abs(values[i]));
                }
                if (largest == 0) continue;
                rounding.round(values, stored(largest, kind));
                for (int i = 0; i < values.length; i++) real[at.index(c, from + i)] = values[i];
            }
        }
        return builder.constant(product.in(1).name() + ".rounded", Tensor.ofDoubles(weights.element(), weights.sizes(), real));
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
