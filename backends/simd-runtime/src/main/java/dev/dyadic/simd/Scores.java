// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** The products of a head's keys with its queries, times a factor, a panel of {@link FloatGemm#TILE_COLUMNS} queries at a time. */
public sealed interface Scores permits FloatScores, CodeScores {

    /** How many floats {@link #panel} works with. */
    int workLength();

    /**
     * Scores of some queries: those of key k stand from {@code at + k * FloatGemm.TILE_COLUMNS} on, in the order of the queries; what stands
     * in the {@link FloatGemm#SPARE} floats after them is lost.
     *
     * @param from the first query
     * @param count at most {@link FloatGemm#TILE_COLUMNS}
     * @param memory what stands in its first {@link #workLength} floats is lost
     */
    void panel(int from, int count, float[] memory, int at);
}
