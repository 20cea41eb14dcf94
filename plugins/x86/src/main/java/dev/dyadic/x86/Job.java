// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.Epilogue;
import dev.dyadic.x86.tile.RequantTable;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * What a call makes of the sums: the epilogue and what it takes.
 *
 * @param out from the first result of the first row and column 0 on
 * @param outStride elements from row to row
 * @param rowScales from the first row on
 * @param bias empty where nothing is added
 */
record Job(
        Epilogue epilogue,
        MemorySegment start,
        MemorySegment out,
        long outStride,
        Optional<RequantTable> table,
        MemorySegment rowScales,
        MemorySegment columnScales,
        Optional<MemorySegment> bias) {

    static Job sums(MemorySegment start, MemorySegment out, long outStride) {
        return new Job(Epilogue.SUMS, start, out, outStride, Optional.empty(), MemorySegment.NULL, MemorySegment.NULL,
                Optional.empty());
    }

    static Job codes(MemorySegment start, RequantTable table, MemorySegment out, long outStride) {
        return new Job(table.epilogue(), start, out, outStride, Optional.of(table), MemorySegment.NULL, MemorySegment.NULL,
                Optional.empty());
    }

    static Job floats(
            MemorySegment start,
            MemorySegment rowScales,
            MemorySegment columnScales,
            Optional<MemorySegment> bias,
            MemorySegment out,
            long outStride) {
        return new Job(Epilogue.FLOATS, start, out, outStride, Optional.empty(), rowScales, columnScales, bias);
    }

    /** What the epilogue takes first, for a row and a panel. */
    MemorySegment first(long row, int panel) {
        if (epilogue == Epilogue.FLOATS) return row == 0 ? rowScales : rowScales.asSlice(row * Float.BYTES);
        return table.map(each -> each.from(panel)).orElse(MemorySegment.NULL);
    }
}
