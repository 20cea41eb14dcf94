// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.TileCall;
import dev.dyadic.x86.machine.Walk;
import dev.dyadic.x86.tile.Epilogue;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Splits a product of floats into calls of programs, so that rows stay in the second cache while they are multiplied with one panel after
 * the other, and a call stays short, since the garbage collector waits for it.
 */
final class FloatBlocks {

    private static final int ROWS_BYTES = 128 << 10;
    private static final long PRODUCTS_PER_CALL = 4 << 20;
    private static final int PANELS_PER_CALL = 64;

    private final Programs programs;
    private final Engine engine;
    private final int columns;

    /** What the sums of a call start from. */
    private final MemorySegment zeros;

    /** Adding -0.0 leaves every number as it is, 0.0 and -0.0 too. */
    private final MemorySegment noBias;

    FloatBlocks(Programs programs, Engine engine) {
        this.programs = programs;
        this.engine = engine;
        this.columns = programs.shape().columns();
        this.zeros = MemorySegment.ofArray(new float[PANELS_PER_CALL * columns]);
        float[] nothing = new float[columns];
        Arrays.fill(nothing, -0.0f);
        this.noBias = MemorySegment.ofArray(nothing);
    }

    /** Columns from a whole panel on to any, of so many rows; {@code outAt} is where the results of the job begin in {@code out}. */
    void run(FloatJob job, int rows, int from, int to, float[] out, int outAt) {
        int tile = programs.shape().rows();
        int fitting = ROWS_BYTES / Float.BYTES / Math.max(1, job.depth()) / tile * tile;
        int chunk = Math.min(rows, Math.max(tile, fitting));
        for (int row = 0; row < rows; row += chunk) {
            int count = Math.min(chunk, rows - row);
            int whole = to / columns;
            long products = Math.max(1, (long) count * job.depth() * columns);
            int step = Math.clamp(PRODUCTS_PER_CALL / products, 1, PANELS_PER_CALL);
            FloatJob at = job.fromRow(row);
            for (int panel = from / columns; panel < whole; panel += step) {
                rows(at.fromPanel(panel), count, Math.min(step, whole - panel));
            }
            int resultsAt = outAt + row * (int) (job.outStride() / Float.BYTES) + whole * columns;
            if (to % columns != 0) part(at.fromPanel(whole), count, to % columns, out, resultsAt);
        }
    }

    /** The first columns of a panel: their results are copied from one that is whole, so that nothing is written outside. */
    private void part(FloatJob job, int rows, int valid, float[] out, int outAt) {
        long stride = (long) columns * Float.BYTES;
        float[] results = Scratch.own().wideFloats(rows * columns);
        MemorySegment padded = Scratch.own().columns(stride);
        job.bias().ifPresent(bias -> MemorySegment.copy(bias, 0, padded, 0, (long) valid * Float.BYTES));
        rows(job.into(job.bias().map(_ -> padded), MemorySegment.ofArray(results), stride), rows, 1);
        int outStride = (int) (job.outStride() / Float.BYTES);
        for (int r = 0; r < rows; r++) System.arraycopy(results, r * columns, out, outAt + r * outStride, valid);
    }

    /** Blocks of as many rows as divide them best, then what rows are left. */
    private void rows(FloatJob job, int rows, int panels) {
        int tile = programs.shape().fitting(rows);
        int whole = rows / tile;
        call(job, tile, whole, panels);
        if (rows % tile > 0) call(job.fromRow(whole * tile), rows % tile, 1, panels);
    }

    private void call(FloatJob job, int tileRows, int blocks, int panels) {
        int unrolled = programs.unrolled(tileRows);
        engine.tile(programs.tile(Epilogue.SCALED, tileRows), new TileCall(
                job.a(),
                job.panels(),
                job.out(),
                zeros,
                job.scales(),
                MemorySegment.NULL,
                job.bias().orElse(noBias),
                job.aStride(),
                job.outStride(),
                job.depth() / unrolled,
                job.depth() % unrolled,
                blocks,
                panels,
                job.panelBytes(),
                job.bias().isPresent() ? (long) columns * Float.BYTES : 0,
                Walk.MATRIX));
    }
}
