// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.TileCall;
import dev.dyadic.x86.machine.Walk;
import dev.dyadic.x86.tile.Epilogue;
import dev.dyadic.x86.tile.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits a call into calls of programs. Prepared rows stay in the second cache, and a call stays short, since the garbage collector waits
 * for it. A panel that is not whole is computed beside and copied, so that nothing is read or written outside.
 */
record Blocks(Programs programs, Engine engine, Panels panels, Rows prepared, int depth) {

    private static final long PREPARED_BYTES = 96 << 10;
    private static final long PRODUCTS_PER_CALL = 8 << 20;
    /** Rows a multiple of this apart compete for the same lines of the first cache. */
    private static final int COMPETING = 1024;

    /** Adding -0.0 leaves every number as it is, 0.0 and -0.0 too. */
    private static final MemorySegment NO_BIAS = MemorySegment.ofArray(filled(-0.0f));

    void run(byte[] a, int aAt, int aStride, int rows, int from, int to, Job job) {
        Shape shape = programs.shape();
        long stride = stride();
        long fitting = PREPARED_BYTES / stride / shape.rows() * shape.rows();
        int chunk = (int) Math.min(rows, Math.max(shape.rows(), fitting));
        Scratch scratch = Scratch.own();
        MemorySegment rowsAt = scratch.rows(chunk * stride);
        for (int row = 0; row < rows; row += chunk) {
            int count = Math.min(chunk, rows - row);
            prepared.prepare(a, aAt + (long) row * aStride, aStride, count, rowsAt, stride);
            int whole = to / shape.columns();
            int step = (int) Math.max(1, PRODUCTS_PER_CALL / Math.max(1, (long) count * depth * shape.columns()));
            for (int panel = from / shape.columns(); panel < whole; panel += step) {
                panels(rowsAt, stride, row, count, panel, Math.min(step, whole - panel), job);
            }
            if (to % shape.columns() != 0) part(scratch, rowsAt, stride, row, count, whole, to % shape.columns(), job);
        }
    }

    private long stride() {
        long bytes = prepared.bytes();
        return bytes % COMPETING == 0 ? bytes + 64 : bytes;
    }

    /** Whole panels of some rows. */
    private void panels(MemorySegment a, long stride, int row, int rows, int panel, int count, Job job) {
        if (row == 0 && panel == 0) {
            rows(a, stride, row, rows, panel, count, job);
            return;
        }
        int columns = programs.shape().columns();
        long column = (long) panel * columns;
        MemorySegment out = job.out().asSlice((row * job.outStride() + column) * job.epilogue().bytes());
        Optional<MemorySegment> bias = job.bias().map(each -> each.asSlice(column * Float.BYTES));
        MemorySegment columnScales = job.epilogue() == Epilogue.FLOATS
                ? job.columnScales().asSlice(column * Float.BYTES)
                : MemorySegment.NULL;
        var at = new Job(job.epilogue(), job.start().asSlice(column * Integer.BYTES), out, job.outStride(), job.table(),
                job.rowScales(), columnScales, bias);
        rows(a, stride, row, rows, panel, count, at);
    }

    /** The first columns of a panel: their results are copied from one that is whole. */
    private void part(
            Scratch scratch, MemorySegment a, long stride, int row, int rows, int panel, int valid, Job job) {
        int columns = programs.shape().columns();
        long from = (long) panel * columns * Integer.BYTES;
        long bytes = (long) columns * Integer.BYTES;
        MemorySegment padded = scratch.columns(3 * bytes);
        MemorySegment start = copied(job.start(), from, valid, padded.asSlice(0, bytes));
        boolean floats = job.epilogue() == Epilogue.FLOATS;
        MemorySegment columnScales = floats ? copied(job.columnScales(), from, valid, padded.asSlice(bytes, bytes))
                : MemorySegment.NULL;
        Optional<MemorySegment> bias = job.bias().map(each -> copied(each, from, valid, padded.asSlice(2 * bytes, bytes)));
        int size = job.epilogue().bytes();
        MemorySegment results = scratch.results((long) rows * columns * size);
        rows(a, stride, row, rows, panel, 1,
                new Job(job.epilogue(), start, results, columns, job.table(), job.rowScales(), columnScales, bias));
        for (int r = 0; r < rows; r++) {
            long to = ((row + r) * job.outStride() + (long) panel * columns) * size;
            MemorySegment.copy(results, (long) r * columns * size, job.out(), to, (long) valid * size);
        }
    }

    private static MemorySegment copied(MemorySegment from, long at, int values, MemorySegment to) {
        to.fill((byte) 0);
        return to.copyFrom(from.asSlice(at, (long) values * Integer.BYTES));
    }

    /** Blocks of as many rows as divide them best, then what rows are left. */
    private void rows(MemorySegment a, long stride, int row, int rows, int panel, int count, Job at) {
        int tile = programs.shape().fitting(rows);
        int whole = rows / tile;
        int left = rows % tile;
        call(tile, a, stride, row, whole, panel, count, at);
        if (left == 0) return;
        int done = rows - left;
        var rest = new Job(at.epilogue(), at.start(), at.out().asSlice(done * at.outStride() * at.epilogue().bytes()),
                at.outStride(),
                at.table(), at.rowScales(), at.columnScales(), at.bias());
        call(left, a.asSlice(done * stride), stride, row + done, 1, panel, count, rest);
    }

    private void call(int tileRows, MemorySegment a, long stride, int row, int blocks, int panel, int count, Job at) {
        int unrolled = programs.unrolled(tileRows);
        engine.tile(programs.tile(at.epilogue(), tileRows), new TileCall(
                a,
                panels.from(panel),
                at.out(),
                at.start(),
                at.first(row, panel),
                at.columnScales(),
                at.bias().orElse(NO_BIAS),
                stride,
                at.outStride() * at.epilogue().bytes(),
                panels.steps() / unrolled,
                panels.steps() % unrolled,
                blocks,
                count,
                panels.bytes(),
                at.bias().isPresent() ? (long) programs.shape().columns() * Float.BYTES : 0,
                Walk.MATRIX));
    }

    private static float[] filled(float value) {
        var values = new float[64];
        Arrays.fill(values, value);
        return values;
    }
}
