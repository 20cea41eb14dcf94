// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

/** The arguments of a tile's program that come on the stack; those before come in registers. */
final class TileArguments {

    static final int BIAS = 6;
    static final int A_STRIDE = 7;
    static final int OUT_STRIDE = 8;
    static final int LOOPS = 9;
    static final int REST = 10;
    static final int BLOCKS = 11;
    static final int PANELS = 12;
    static final int PANEL_BYTES = 13;
    static final int BIAS_STEP = 14;
    static final int LINES = 15;
    static final int A_LINE = 16;
    static final int OUT_LINE = 17;
    static final int SEGMENTS = 18;
    static final int SEGMENT_STEP = 19;
    static final int A_PANEL = 20;
    static final int STEP = 21;

    private TileArguments() {}
}
