// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.type.Element;
import java.lang.foreign.ValueLayout;

/** What the bytes of elements that do not fill their bytes may be. */
final class Codes {

    private Codes() {}

    /** Whether all elements are extended as {@link Element} says: bool is 0 or 1, narrow integers lie in their range. */
    static boolean fit(Tensor tensor) {
        Element element = tensor.element();
        if (element.bits() == 8 * element.bytes()) return true;
        boolean code = element.kind() == Element.Kind.F4E2M1;
        long low = code ? 0 : element.min();
        long high = code ? 15 : element.max();
        for (long i = 0; i < tensor.count(); i++) {
            long value = code ? tensor.data().get(ValueLayout.JAVA_BYTE, i) & 0xff : tensor.getLong(i);
            if (value < low || value > high) return false;
        }
        return true;
    }
}
