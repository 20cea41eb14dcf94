// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import java.util.List;

/** Functions of codes of 8 bits, as tables of 256. Whether codes are signed is of no concern: a table tells what becomes of each byte. */
public interface TableLookup extends Kernel {

    @Override default String job() {
        return "int.table";
    }

    @Override default List<Element> operands() {
        return List.of(Element.U8, Element.U8);
    }

    @Override default Element result() {
        return Element.U8;
    }

    /** @param table 256 bytes: what becomes of byte 0, 1, and so on to 255 */
    PackedTable pack(byte[] table);
}
