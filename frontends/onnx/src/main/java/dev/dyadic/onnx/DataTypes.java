// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.type.Element;
import java.util.Map;
import java.util.Optional;

/** The numbers by which ONNX calls element types. */
public final class DataTypes {

    private static final Map<Integer, Element> ELEMENTS = Map.ofEntries(
            Map.entry(1, Element.F32),
            Map.entry(2, Element.U8),
            Map.entry(3, Element.I8),
            Map.entry(4, Element.U16),
            Map.entry(5, Element.I16),
            Map.entry(6, Element.I32),
            Map.entry(7, Element.I64),
            Map.entry(8, Element.STRING),
            Map.entry(9, Element.BOOL),
            Map.entry(10, Element.F16),
            Map.entry(11, Element.F64),
            Map.entry(12, Element.U32),
            Map.entry(13, Element.U64),
            Map.entry(16, Element.BF16),
            Map.entry(17, Element.F8E4M3FN),
            Map.entry(18, Element.F8E4M3FNUZ),
            Map.entry(19, Element.F8E5M2),
            Map.entry(20, Element.F8E5M2FNUZ),
            Map.entry(21, Element.U4),
            Map.entry(22, Element.I4),
            Map.entry(23, Element.F4E2M1),
            Map.entry(24, Element.F8E8M0),
            Map.entry(25, Element.unsigned(2)),
            Map.entry(26, Element.signed(2)));

    private DataTypes() {}

    /** The element of this number; complex numbers and what ONNX does not define have none. */
    public static Optional<Element> element(long number) {
        return number != (int) number ? Optional.empty() : Optional.ofNullable(ELEMENTS.get((int) number));
    }

    /** How a number that has no element is called in messages. */
    public static String name(long number) {
        return number == 14 ? "complex64" : number == 15 ? "complex128" : "number " + number;
    }
}
