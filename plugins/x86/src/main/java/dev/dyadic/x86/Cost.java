// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.Kernel.Size;
import dev.dyadic.plugin.Kernel.Tile;

/**
 * What a product takes, as far as can be told without measuring it.
 *
 * @param macsPerCycle of the tile, as it is reached
 * @param perWeight cycles to bring a weight into the form in which it is multiplied, once for all rows of a tile
 * @param perCall nanoseconds of a call, whatever it does
 */
record Cost(double macsPerCycle, double perWeight, double perCall) {

    private static final double CYCLES_PER_NANOSECOND = 3;

    /** Of weights that are multiplied as they lie. */
    Cost(double macsPerCycle, double perCall) {
        this(macsPerCycle, 0, perCall);
    }

    /** Nanoseconds of a product, for which columns and depth are filled up to whole tiles. */
    double nanoseconds(Size size, Tile tile) {
        double columns = Math.ceilDiv(size.columns(), (long) tile.columns()) * (double) tile.columns();
        double depth = Math.ceilDiv(size.depth(), (long) tile.depth()) * (double) tile.depth();
        double cycles = size.rows() / macsPerCycle + Math.ceilDiv(size.rows(), (long) tile.rows()) * perWeight;
        return perCall + columns * depth * cycles / CYCLES_PER_NANOSECOND;
    }
}
