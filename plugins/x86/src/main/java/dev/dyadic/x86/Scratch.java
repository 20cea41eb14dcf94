// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.GroupProducts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What a thread works in; it grows to what is needed and is kept for the next call. */
final class Scratch {

    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);
    private static final long LINE = 64;

    private MemorySegment rows = MemorySegment.NULL;
    private MemorySegment results = MemorySegment.NULL;
    private MemorySegment columns = MemorySegment.NULL;
    private final byte[] group = new byte[GroupProducts.GROUP];

    private int[] panel = {};

    private long[] sums = {};

    private float[] scales = {};

    private byte[] strip = {};

    private byte[] wideCodes = {};

    private int[] wideSums = {};

    private float[] wideFloats = {};

    static Scratch own() { return OWN.get(); }

    /** For prepared rows. */
    MemorySegment rows(long bytes) {
        if (rows.byteSize() < bytes) rows = Arena.ofAuto().allocate(bytes, LINE);
        return rows;
    }

    /** For the results of a panel that is not whole. */
    MemorySegment results(long bytes) {
        if (results.byteSize() < bytes) results = Arena.ofAuto().allocate(bytes, LINE);
        return results;
    }

    /** For a panel that is packed by the call. */
    int[] panel(int length) {
        if (panel.length < length) panel = new int[length];
        return panel;
    }

    /** For the sums of its columns. */
    long[] sums(int length) {
        if (sums.length < length) sums = new long[length];
        return sums;
    }

    /** For what belongs to the columns of such a panel. */
    MemorySegment columns(long bytes) {
        if (columns.byteSize() < bytes) columns = Arena.ofAuto().allocate(bytes, LINE);
        return columns;
    }

    /** For the codes that windows look at. */
    byte[] strip(int length) {
        if (strip.length < length) strip = new byte[length];
        return strip;
    }

    /** For codes of which some columns are cut out. */
    byte[] wideCodes(int length) {
        if (wideCodes.length < length) wideCodes = new byte[length];
        return wideCodes;
    }

    /** The same for sums. */
    int[] wideSums(int length) {
        if (wideSums.length < length) wideSums = new int[length];
        return wideSums;
    }

    /** The same for floats. */
    float[] wideFloats(int length) {
        if (wideFloats.length < length) wideFloats = new float[length];
        return wideFloats;
    }

    /** For the scales of rows. */
    float[] scales(int length) {
        if (scales.length < length) scales = new float[length];
        return scales;
    }

    /** For a group of codes that is not whole. */
    byte[] group() { return group; }
}
