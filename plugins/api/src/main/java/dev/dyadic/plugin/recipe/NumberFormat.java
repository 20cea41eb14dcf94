// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Format;

/** How a recipe has numbers coded. Prints as its name in the recipe. */
public sealed interface NumberFormat {

    /** Bits of one number, without its share of a block's scale. */
    int bits();

    /** Integers of 2 to 16 bits: {@code i8}, {@code u4}. */
    record Integers(Element element) implements NumberFormat {
        public Integers {
            if (!element.isInteger() || element.bits() > 16) {
                throw new IllegalArgumentException("numbers are quantized to integers of 2 to 16 bits, not to " + element);
            }
        }

        @Override public int bits() {
            return element.bits();
        }

        @Override public String toString() {
            return element.toString();
        }
    }

    /** The codes of a table of values: built in, defined in the recipe, or brought by a plug-in. */
    record Coded(Format format) implements NumberFormat {
        @Override public int bits() {
            return format.table().bits();
        }

        @Override public String toString() {
            return format.name();
        }
    }

    /**
     * Neighbours along the axis that products sum over, with one scale.
     *
     * @param element integers or a table, never a block
     * @param length how many share a scale, 2 to 65,536; the last block may be shorter
     */
    record Block(String name, NumberFormat element, int length, BlockScale scale) implements NumberFormat {
        public Block {
            if (element instanceof Block) throw new IllegalArgumentException("the elements of a block are no blocks");
            if (length < 2 || length > 1 << 16)
                throw new IllegalArgumentException("a block has 2 to 65536 numbers, not " + length);
        }

        @Override public int bits() {
            return element.bits();
        }

        @Override public String toString() {
            return name;
        }
    }
}
