// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.recipe.Granularity;
import dev.dyadic.plugin.recipe.NumberFormat;
import dev.dyadic.plugin.recipe.Numeric;
import java.util.Optional;

/** The weights of one product, or a table of rows, as codes, symmetric around 0, and the scales that turn them back into numbers. */
record WeightCodes(Builder builder, Node product, Tensor weights, Channels channels) {

    WeightCodes(Builder builder, Node product, Tensor weights) {
        this(builder, product, weights, Channels.of(product, weights));
    }

    /**
     * Emits the codes and their dequantizing; what it returns takes the place of the weights.
     *
     * @param gptq what rounds to integers, if it is not to nearest
     */
    Value emit(Numeric numeric, Optional<Gptq> gptq) {
        double[] real = weights.toDoubles();
        return switch (numeric.format()) {
            case NumberFormat.Integers(Element element) -> {
                Grid grid = grid(real, channels, element, numeric.granularity());
                long[] codes = gptq.map(each -> each.round(real, channels, grid)).orElseGet(() -> grid.nearest(real, channels));
                yield integers(codes, grid, element);
            }
            case NumberFormat.Coded(var format) -> new TableWeights(this).emit(format.table());
            case NumberFormat.Block block -> new TableWeights(this).emit(block);
        };
    }

    /** The numbers that weights may become in a format. */
    static Grid grid(double[] real, Channels at, Element element, Granularity granularity) {
        Element narrow = Element.signed(element.bits());
        if (granularity instanceof Granularity.PerGroup(int size)) return Groups.fit(real, at, narrow, size);
        boolean perChannel = !granularity.equals(Granularity.TENSOR);
        double[] scales = new double[perChannel ? at.channels() : 1];
        for (int c = 0; c < at.channels(); c++) {
            int slot = perChannel ? c : 0;
            for (int i = 0; i < at.depth(); i++) {
                scales[slot] = Math.max(scales[slot], Math.abs(real[at.index(c, i)]) / narrow.max());
            }
        }
        for (int slot = 0; slot < scales.length; slot++) scales[slot] = Groups.usable(scales[slot]);
        return narrow.bits() < 8 && at.depth() > 0 ? Grid.whole(scales, narrow, at) : Grid.plain(scales, narrow);
    }

    /** Codes that stand for numbers of a grid, and their dequantizing. */
    Value integers(long[] codes, Grid grid, Element element) {
        Element storage = element.bits() > 8 ? Element.I16 : Element.signed(element.bits());
        if (!grid.isGrouped()) return dequantized(constant(codes, storage), grid.scales(), storage);
        Value wide = product.op() instanceof Matmul ? columns(codes, grid, storage) : rows(codes, grid, storage);
        return dequantized(wide, grid.scales(), Element.I8);
    }

    Value constant(long[] codes, Element storage) {
        return builder.constant(name() + ".codes", Tensor.ofLongs(storage, weights.sizes(), codes));
    }

    /** Codes of a convolution or a table, a row for each output channel, times the multiples of their groups. */
    private Value rows(long[] codes, Grid grid, Element storage) {
        long[] matrix = {channels.channels(), channels.depth()};
        long[] groups = {channels.channels(), grid.groups(channels.depth())};
        Value coded = builder.constant(name() + ".codes", Tensor.ofLongs(storage, matrix, codes));
        Value multiples = builder.constant(name() + ".multiples", Tensor.ofLongs(Element.I8, groups, grid.multiples()));
        Value scaled = builder.emit(name() + ".scaled", new ScaleGroups(1, grid.size()), coded, multiples);
        if (weights.rank() == matrix.length) return scaled;
        Value sizes = builder.sizes(name() + ".sizes", weights.sizes());
        return builder.emit(name() + ".wide", new Reshape(false), scaled, sizes);
    }

    /** Codes of a matrix with a column for each output channel, times the multiples of their groups. */
    private Value columns(long[] codes, Grid grid, Element storage) {
        int groups = grid.groups(channels.depth());
        long[] turned = new long[grid.multiples().length];
        for (int c = 0; c < channels.channels(); c++) {
            for (int g = 0; g < groups; g++) turned[g * channels.channels() + c] = grid.multiples()[c * groups + g];
        }
        Value multiples = builder.constant(
                name() + ".multiples", Tensor.ofLongs(Element.I8, new long[] {groups, channels.channels()}, turned));
        return builder.emit(name() + ".wide", new ScaleGroups(0, grid.size()), constant(codes, storage), multiples);
    }

    /** The numbers that codes stand for, with a scale for all or one per output channel. */
    Value dequantized(Value codes, double[] scales, Element storage) {
        long[] shape = scales.length == 1 ? new long[0] : new long[] {scales.length};
        float[] factors = new float[scales.length];
        for (int c = 0; c < factors.length; c++) factors[c] = (float) scales[c];
        Value scale = builder.constant(name() + ".scale", Tensor.of(shape, factors));
        Value zero = builder.constant(name() + ".zero", Tensor.ofLongs(storage, shape, new long[factors.length]));
        return builder.emit(name() + ".real", new Dequantize(Element.F32, channels.axis(), 0), codes, scale, zero);
    }

    String name() {
        return product.in(product.op() instanceof Gather ? 0 : 1).name();
    }
}
