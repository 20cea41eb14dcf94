// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;

/** Constant operands of sums and products, as codes of 16 bits: fine enough that their rounding is not seen behind 8-bit data. */
final class Constants {

    private static final Element STORAGE = Element.I16;

    private Constants() {}

    static Codes code(Tensor real, String name, Builder builder) {
        double largest = 0;
        for (long i = 0; i < real.count(); i++) largest = Math.max(largest, Math.abs(real.getDouble(i)));
        Quantized meaning = Ranges.cover(-largest, largest, STORAGE, true);
        long[] codes = new long[real.length()];
        for (int i = 0; i < codes.length; i++) codes[i] = nearest(real.getDouble(i), meaning.scale());
        Value value = builder.constant(name + ".codes", Tensor.ofLongs(STORAGE, real.sizes(), codes));
        return new Codes(value, meaning);
    }

    private static long nearest(double real, double scale) {
        return Math.clamp((long) Math.rint(real / scale), -STORAGE.max(), STORAGE.max());
    }
}
