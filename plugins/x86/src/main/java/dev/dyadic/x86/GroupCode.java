// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.tile.GroupProducts;
import dev.dyadic.x86.tile.Planes;
import dev.dyadic.x86.tile.Products;
import dev.dyadic.x86.tile.Shape;
import dev.dyadic.x86.tile.TableProducts;

/** How weights of few bits lie in panels, and how a tile multiplies them. */
sealed interface GroupCode {

    /** How many neighbours share a multiple; groups are whole multiples of it. */
    int group();

    /** @param lowered whether codes of rows were lowered by 128 to be i8, so that each panel begins with what that takes off */
    Products products(Shape shape, boolean lowered);

    Panels panels(byte[] codes, byte[] multiples, int group, int depth, int columns, Shape shape, boolean lowered);

    Rows rows(int depth, boolean lowered, Engine engine);

    /**
     * Halves of bytes, multiplied as they are.
     *
     * @param quads whether four products are added at a time
     */
    record Halves(boolean quads) implements GroupCode {

        private static final int U8_TO_I8 = 0x80;

        @Override public int group() { return GroupProducts.GROUP; }

        @Override public Products products(Shape shape, boolean lowered) { return new GroupProducts(shape, quads, lowered); }

        @Override public Panels panels(byte[] codes, byte[] multiples, int group, int depth, int columns, Shape shape,
                boolean lowered) {
            return Panels.pack(codes, multiples, group, depth, columns, shape, lowered);
        }

        @Override public Rows rows(int depth, boolean lowered, Engine engine) {
            return new GroupRows(depth, lowered ? U8_TO_I8 : 0, quads);
        }
    }

    /** Planes of bits, looked up in tables. */
    record Tables(Planes planes) implements GroupCode {

        @Override public int group() { return planes.group(); }

        @Override public Products products(Shape shape, boolean lowered) { return new TableProducts(shape, planes, lowered); }

        @Override public Panels panels(byte[] codes, byte[] multiples, int group, int depth, int columns, Shape shape,
                boolean lowered) {
            return TablePanel.pack(codes, multiples, group, depth, columns, shape, planes, lowered);
        }

        @Override public Rows rows(int depth, boolean lowered, Engine engine) {
            return new TableRows(TableRows.program(planes, lowered), engine, planes, depth, lowered);
        }
    }
}
