// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.FloatGemm;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.machine.Host;
import dev.dyadic.x86.tile.Arithmetic;
import dev.dyadic.x86.tile.StepProducts;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Products of f32 by a tile in machine code. It reads both matrices where they lie. */
final class X86FloatGemm implements FloatGemm {

    private static final double SHARE_REACHED = 0.7;
    private static final double NANOSECONDS_PER_CALL = 100;

    private final FloatDesign design;
    private final Host host;
    private final FloatBlocks blocks;
    private final FloatBlocks turned;

    X86FloatGemm(FloatDesign design, Host host, Engine engine) {
        this.design = design;
        this.host = host;
        this.blocks = new FloatBlocks(programs(design), engine);
        this.turned = new FloatBlocks(turnedPrograms(design), engine);
    }

    static Programs programs(FloatDesign design) {
        return new Programs(design.shape(), shape -> new StepProducts(shape, Arithmetic.FLOATS, false));
    }

    /** Of rows that are columns of a panel. */
    static Programs turnedPrograms(FloatDesign design) {
        int step = design.shape().columns() * Float.BYTES;
        return new Programs(design.shape(), shape -> new StepProducts(shape, Arithmetic.FLOATS, false, step));
    }

    @Override public String name() { return "x86-" + design.name().toLowerCase(Locale.ROOT) + "-f32"; }

    @Override public String summary() { return "Multiplies f32 by f32 in machine code."; }

    @Override public Tile tile() { return new Tile(design.shape().rows(), design.shape().columns(), 1); }

    @Override public Set<String> needs() { return Feature.texts(design.features()); }

    @Override public Optional<String> missing() { return host.missing(design.features()); }

    @Override public double cost(Size size) {
        return new Cost(design.macsPerCycle() * SHARE_REACHED, NANOSECONDS_PER_CALL).nanoseconds(size, tile());
    }

    @Override public void multiply(
            float[] a,
            int aAt,
            int aStride,
            int rows,
            float[] panels,
            int panelsAt,
            int depth,
            int from,
            int to,
            float scale,
            float[] bias,
            float[] out,
            int outAt,
            int outStride) {
        int columns = design.shape().columns();
        Objects.checkFromToIndex(from, to, Integer.MAX_VALUE);
        if (from % columns != 0)
            throw new IllegalArgumentException("columns from " + from + " on; a multiple of " + columns + " is expected");
        if (rows < 0 || depth < 0) throw new IndexOutOfBoundsException("no size: " + rows + " rows, " + depth + " deep");
        if (rows == 0 || from == to) return;
        Sizes.checkRows(a.length, aAt, aStride, rows, depth);
        Sizes.checkRows(out.length, outAt + from, outStride, rows, to - from);
        Objects.checkFromIndexSize(panelsAt, (long) Math.ceilDiv(to, columns) * columns * depth, (long) panels.length);
        if (bias.length > 0) Objects.checkFromToIndex(from, to, bias.length);
        float[] scales = Scratch.own().scales(rows);
        Arrays.fill(scales, 0, rows, scale);
        blocks.run(
                new FloatJob(
                        Sizes.slice(MemorySegment.ofArray(a), 4L * aAt),
                        4L * aStride,
                        depth,
                        columns,
                        Sizes.slice(MemorySegment.ofArray(panels), 4L * panelsAt),
                        MemorySegment.ofArray(scales),
                        bias.length == 0 ? Optional.empty() : Optional.of(MemorySegment.ofArray(bias)),
                        Sizes.slice(MemorySegment.ofArray(out), 4L * outAt),
                        4L * outStride),
                rows, from, to, out, outAt);
    }

    @Override public void multiplyTurned(
            float[] a,
            int aAt,
            int rows,
            float[] panels,
            int panelsAt,
            int depth,
            int columns,
            float[] scales,
            int scalesAt,
            float[] out,
            int outAt,
            int outStride) {
        int width = design.shape().columns();
        Objects.checkFromToIndex(0, rows, width);
        if (depth < 0 || columns < 0) throw new IndexOutOfBoundsException("no size: " + depth + " deep, " + columns + " columns");
        if (rows == 0 || columns == 0) return;
        if (depth > 0) Sizes.checkRows(a.length, aAt, width, depth, rows);
        Sizes.checkRows(out.length, outAt, outStride, rows, columns);
        Objects.checkFromIndexSize(scalesAt, rows, scales.length);
        Objects.checkFromIndexSize(panelsAt, (long) Math.ceilDiv(columns, width) * width * depth, (long) panels.length);
        turned.run(
                new FloatJob(
                        Sizes.slice(MemorySegment.ofArray(a), 4L * aAt),
                        Float.BYTES,
                        depth,
                        width,
                        Sizes.slice(MemorySegment.ofArray(panels), 4L * panelsAt),
                        Sizes.slice(MemorySegment.ofArray(scales), 4L * scalesAt),
                        Optional.empty(),
                        Sizes.slice(MemorySegment.ofArray(out), 4L * outAt),
                        4L * outStride),
                rows, 0, columns, out, outAt);
    }
}
