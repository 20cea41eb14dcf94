// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A product of floats, from its first row and first panel on; strides are in bytes.
 *
 * @param columns of a panel
 * @param scales one per row
 * @param bias empty where nothing is added
 */
record FloatJob(
        MemorySegment a,
        long aStride,
        int depth,
        int columns,
        MemorySegment panels,
        MemorySegment scales,
        Optional<MemorySegment> bias,
        MemorySegment out,
        long outStride) {

    long panelBytes() {
        return (long) depth * columns * Float.BYTES;
    }

    FloatJob fromRow(int row) {
        if (row == 0) return this;
        return new FloatJob(Sizes.slice(a, row * aStride), aStride, depth, columns, panels,
                scales.asSlice((long) row * Float.BYTES),
                bias, out.asSlice(row * outStride), outStride);
    }

    FloatJob fromPanel(int panel) {
        if (panel == 0) return this;
        long column = (long) panel * columns * Float.BYTES;
        return new FloatJob(a, aStride, depth, columns, panels.asSlice(panel * panelBytes()), scales,
                bias.map(each -> each.asSlice(column)), out.asSlice(column), outStride);
    }

    /** The same, with another bias and other places for the results. */
    FloatJob into(Optional<MemorySegment> otherBias, MemorySegment results, long stride) {
        return new FloatJob(a, aStride, depth, columns, panels, scales, otherBias, results, stride);
    }
}
