// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.Epilogue;
import dev.dyadic.x86.tile.Products;
import dev.dyadic.x86.tile.Shape;
import dev.dyadic.x86.tile.TileProgram;
import java.util.function.Function;

/** The programs of a tile: one per epilogue and number of rows. */
final class Programs {

    private final Shape shape;
    private final Function<Shape, Products> products;
    private final Program[][] tiles = new Program[Epilogue.values().length][];

    /** @param products how sums are made, for a shape with any number of rows */
    Programs(Shape shape, Function<Shape, Products> products) {
        this.shape = shape;
        this.products = products;
        for (Epilogue each : Epilogue.values()) tiles[each.ordinal()] = new Program[shape.rows()];
    }

    Shape shape() { return shape; }

    /** How many steps the loop of a program has. */
    int unrolled(int rows) {
        return products.apply(shape.withRows(rows)).unrolled();
    }

    /** Programs are made when first asked for: a start pays for those it uses. */
    synchronized Program tile(Epilogue epilogue, int rows) {
        Program[] known = tiles[epilogue.ordinal()];
        if (known[rows - 1] == null) known[rows - 1] = new TileProgram(products.apply(shape.withRows(rows)), epilogue).program();
        return known[rows - 1];
    }
}
