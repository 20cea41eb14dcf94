// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.Epilogue;
import dev.dyadic.x86.tile.RowsProgram;
import dev.dyadic.x86.tile.TileProgram;

/** The programs of a design for codes of one element: what prepares rows, and a tile per epilogue and number of rows. */
final class Programs {

    private final Design design;
    private final Element codes;
    private final Program rows;
    private final Program[][] tiles = new Program[Epilogue.values().length][];

    Programs(Design design, Element codes) {
        this.design = design;
        this.codes = codes;
        this.rows = new RowsProgram(design.conversion(codes)).program();
        for (Epilogue each : Epilogue.values()) tiles[each.ordinal()] = new Program[design.shape().rows()];
    }

    Program rows() { return rows; }

    /** Programs are made when first asked for: a start pays for those it uses. */
    synchronized Program tile(Epilogue epilogue, int rows) {
        Program[] known = tiles[epilogue.ordinal()];
        if (known[rows - 1] == null) {
            var shape = design.shape().withRows(rows);
            known[rows - 1] = new TileProgram(shape, design.arithmetic(), epilogue, design.corrected(codes)).program();
        }
        return known[rows - 1];
    }
}
