// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Codec;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Element.Kind;
import java.lang.foreign.MemorySegment;

/** From one element to another. */
final class Casts {

    private Casts() {}

    static Tensor cast(Tensor x, Element to, boolean saturate) {
        if (x.element().equals(to)) return x;
        if (x.element().kind() == Kind.STRING || to.kind() == Kind.STRING) {
            throw DyadicException.model("", "casts from " + x.element() + " to " + to + "; strings cannot be cast.");
        }
        if (to.isFloat()) return toFloat(x, to, saturate);
        return Tensor.ofLongs(to, x.sizes(), x.element().isFloat() ? truncated(x, to) : x.toLongs());
    }

    private static long[] truncated(Tensor x, Element to) {
        double[] values = x.toDoubles();
        long[] result = new long[values.length];
        boolean logical = to.kind() == Kind.BOOL;
        for (int i = 0; i < result.length; i++) {
            result[i] = logical ? (values[i] != 0 ? 1 : 0) : Functions.truncate(values[i]);
        }
        return result;
    }

    private static Tensor toFloat(Tensor x, Element to, boolean saturate) {
        double[] values = x.element().isFloat() ? x.toDoubles() : integers(x, to);
        if (to.minifloat().isEmpty()) return Tensor.ofDoubles(to, x.sizes(), values);
        byte[] codes = new byte[values.length];
        for (int i = 0; i < codes.length; i++) codes[i] = (byte) Codec.bits(to, values[i], saturate);
        return Tensor.of(to, x.sizes(), MemorySegment.ofArray(codes));
    }

    private static double[] integers(Tensor x, Element to) {
        if (x.element().bits() < 64 || to.equals(Element.F64)) return x.toDoubles();
        long[] values = x.toLongs();
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) result[i] = Functions.toOdd(values[i], x.element().isSigned());
        return result;
    }

    /** The same bits; an element narrower than a byte is extended anew. */
    static Tensor bits(Tensor x, Element to) {
        Element from = x.element();
        if (from.equals(to)) return x;
        boolean bytes = from.kind() == Kind.BOOL || to.kind() == Kind.BOOL;
        if (bytes ? from.bytes() != to.bytes() : from.bits() != to.bits()) {
            throw DyadicException.model("", "reads " + from + " as " + to + "; both must have the same width.");
        }
        if (to.bits() % 8 == 0) return Tensor.of(to, x.sizes(), x.data());
        Tensor codes = from.isFloat() ? Tensor.of(Element.U8, x.sizes(), x.data()) : x;
        if (!to.isFloat()) return Tensor.ofLongs(to, x.sizes(), codes.toLongs());
        long[] low = codes.toLongs();
        byte[] values = new byte[low.length];
        for (int i = 0; i < values.length; i++) values[i] = (byte) (low[i] & (1 << to.bits()) - 1);
        return Tensor.of(to, x.sizes(), MemorySegment.ofArray(values));
    }
}
