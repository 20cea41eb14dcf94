// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.DataProducts;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.Arithmetic;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;

/** Products of rows with a panel that is packed at each call: arguments are checked here, as the programs check nothing. */
record TileData(Arithmetic arithmetic, boolean corrected, Programs programs, Program converting,
        Engine engine) implements DataProducts {

    /** For panels of any tile. */
    private static final MemorySegment NO_START = MemorySegment.ofArray(new int[64]);

    @Override public int columns() { return programs.shape().columns(); }

    @Override public void floats(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth,
            float[] rowScales, int rowsAt, float[] columnScales, int columnsAt, float[] out, int outAt) {
        if (isNothing(a, aAt, aStride, rows, b, bAt, bStride, columns, depth, out.length, outAt)) return;
        Objects.checkFromIndexSize(rowsAt, rows, rowScales.length);
        Objects.checkFromIndexSize(columnsAt, columns, columnScales.length);
        Scratch scratch = Scratch.own();
        float[] scales = scratch.scales(columns());
        System.arraycopy(columnScales, columnsAt, scales, 0, columns);
        run(scratch, a, aAt, aStride, rows, b, bAt, bStride, columns, depth,
                Job.floats(
                        NO_START,
                        Sizes.slice(MemorySegment.ofArray(rowScales), rowsAt * 4L),
                        MemorySegment.ofArray(scales),
                        Optional.empty(),
                        Sizes.slice(MemorySegment.ofArray(out), outAt * 4L),
                        columns()));
    }

    @Override public void sums(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth,
            int[] start, int[] out, int outAt) {
        if (isNothing(a, aAt, aStride, rows, b, bAt, bStride, columns, depth, out.length, outAt)) return;
        Objects.checkFromIndexSize(0, columns(), start.length);
        run(Scratch.own(), a, aAt, aStride, rows, b, bAt, bStride, columns, depth,
                Job.sums(MemorySegment.ofArray(start), Sizes.slice(MemorySegment.ofArray(out), outAt * 4L), columns()));
    }

    private boolean isNothing(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth,
            int length, int outAt) {
        Objects.checkFromToIndex(0, columns, columns());
        if (rows < 0 || depth < 0) throw new IndexOutOfBoundsException("no size: " + rows + " rows, " + depth + " deep");
        if (rows == 0 || columns == 0) return true;
        Sizes.checkRows(a.length, aAt, aStride, rows, depth);
        Sizes.checkRows(b.length, bAt, bStride, columns, depth);
        Sizes.checkRows(length, outAt, columns(), rows, columns());
        return false;
    }

    private void run(Scratch scratch, byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns,
            int depth, Job job) {
        Panels panel = new TurnedPanel(b, bAt, bStride, columns, depth).pack(programs.shape(), arithmetic, corrected, scratch);
        Rows prepared = ConvertedRows.ofSteps(converting, engine, depth, panel.steps());
        new Blocks(programs, engine, panel, prepared, depth).run(a, aAt, aStride, rows, 0, columns(), job);
    }
}
