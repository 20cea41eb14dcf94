// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.HalvedProducts;
import dev.dyadic.x86.tile.HalvedRows;
import dev.dyadic.x86.tile.Shape;

/** Products of matrices with half the multiplications, for codes of one element. */
record HalvedDesign(Programs programs, Program preparing) {

    static final Shape SHAPE = new Shape(Width.YMM, 4, 2);

    HalvedDesign(Element codes) {
        this(new Programs(SHAPE, HalvedProducts::new), new HalvedRows(codes.isSigned()).program());
    }

    TileWeights pack(byte[] weights, int depth, int columns, Engine engine) {
        Panels panels = HalvedPanels.pack(weights, depth, columns);
        var rows = new ConvertedRows(preparing, engine, depth, HalvedRows.bytes(depth));
        return new TileWeights(depth, columns, panels, rows, programs, engine);
    }
}
