// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.tile.RequantTable;
import dev.dyadic.x86.tile.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;

/** Packed weights in panels: arguments are checked here, as the programs check nothing. */
final class TileWeights implements PackedWeights {

    private final int depth;
    private final int columns;
    private final Shape shape;
    private final Panels panels;
    private final Blocks blocks;

    /** The requantizing seen last: weights are mostly used with one. */
    private volatile Optional<RequantTable> table = Optional.empty();

    TileWeights(int depth, int columns, Panels panels, Rows rows, Programs programs, Engine engine) {
        this.depth = depth;
        this.columns = columns;
        this.shape = programs.shape();
        this.panels = panels;
        this.blocks = new Blocks(programs, engine, panels, rows, depth);
    }

    @Override public int depth() { return depth; }

    @Override public int columns() { return columns; }

    @Override public long bytes() { return panels.memory().byteSize(); }

    @Override public void sums(
            byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt, int outStride) {
        if (isNothing(rows, from, to)) return;
        Sizes.checkRows(a.length, aAt, aStride, rows, depth);
        Sizes.checkRows(out.length, outAt + from, outStride, rows, to - from);
        Objects.checkFromToIndex(from, to, start.length);
        blocks.run(a, aAt, aStride, rows, from, to,
                Job.sums(MemorySegment.ofArray(start), Sizes.slice(MemorySegment.ofArray(out), outAt * 4L), outStride));
    }

    @Override public void codes(
            byte[] a,
            int aAt,
            int aStride,
            int rows,
            int from,
            int to,
            int[] start,
            ColumnRequant requant,
            byte[] out,
            int outAt,
            int outStride) {
        if (isNothing(rows, from, to)) return;
        Sizes.checkRows(a.length, aAt, aStride, rows, depth);
        Sizes.checkRows(out.length, outAt + from, outStride, rows, to - from);
        Objects.checkFromToIndex(from, to, start.length);
        blocks.run(a, aAt, aStride, rows, from, to,
                Job.codes(MemorySegment.ofArray(start), table(requant), Sizes.slice(MemorySegment.ofArray(out), outAt),
                        outStride));
    }

    @Override public void floats(
            byte[] a,
            int aAt,
            int aStride,
            int rows,
            int from,
            int to,
            int[] start,
            float[] rowScales,
            int rowsAt,
            float[] columnScales,
            float[] bias,
            float[] out,
            int outAt,
            int outStride) {
        if (isNothing(rows, from, to)) return;
        Sizes.checkRows(a.length, aAt, aStride, rows, depth);
        Sizes.checkRows(out.length, outAt + from, outStride, rows, to - from);
        Objects.checkFromToIndex(from, to, start.length);
        Objects.checkFromToIndex(from, to, columnScales.length);
        Objects.checkFromIndexSize(rowsAt, rows, rowScales.length);
        if (bias.length > 0) Objects.checkFromToIndex(from, to, bias.length);
        blocks.run(a, aAt, aStride, rows, from, to, Job.floats(
                MemorySegment.ofArray(start),
                Sizes.slice(MemorySegment.ofArray(rowScales), rowsAt * 4L),
                MemorySegment.ofArray(columnScales),
                bias.length == 0 ? Optional.empty() : Optional.of(MemorySegment.ofArray(bias)),
                Sizes.slice(MemorySegment.ofArray(out), outAt * 4L),
                outStride));
    }

    private RequantTable table(ColumnRequant requant) {
        Optional<RequantTable> known = table;
        if (known.isPresent() && known.get().requant() == requant) return known.get();
        var made = new RequantTable(requant, shape, columns);
        table = Optional.of(made);
        return made;
    }

    private boolean isNothing(int rows, int from, int to) {
        Objects.checkFromToIndex(from, to, columns);
        if (rows < 0) throw new IndexOutOfBoundsException("no number of rows: " + rows);
        if (from % shape.columns() != 0)
            throw new IllegalArgumentException(
                    "columns from " + from + " on; a multiple of " + shape.columns() + " is expected");
        return rows == 0 || from == to;
    }
}
