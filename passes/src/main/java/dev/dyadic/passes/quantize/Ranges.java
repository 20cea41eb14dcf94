// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;

/** From a range of real numbers to the codes that cover it. */
final class Ranges {

    /** A range that is one point, zero, is covered by codes of this scale. */
    private static final float ANY_SCALE = 1;

    private Ranges() {}

    /**
     * The codes that cover {@code [low, high]}, widened to hold 0, which is always exact.
     *
     * @param symmetric whether the zero point is 0, of unsigned codes the middle one
     */
    static Quantized cover(double low, double high, Element storage, boolean symmetric) {
        double lo = Math.min(low, 0);
        double hi = Math.max(high, 0);
        if (lo == hi) return new Quantized(storage, ANY_SCALE, symmetric ? middle(storage) : Math.max(0, storage.min()));
        if (symmetric) {
            long steps = storage.max() - middle(storage);
            return new Quantized(storage, positive(Math.max(-lo, hi) / steps), middle(storage));
        }
        float scale = positive((hi - lo) / (storage.max() - storage.min()));
        long zero = Math.clamp(Math.round(storage.min() - lo / scale), storage.min(), storage.max());
        return new Quantized(storage, scale, zero);
    }

    private static long middle(Element storage) {
        return storage.isSigned() ? 0 : 1L << (storage.bits() - 1);
    }

    private static float positive(double scale) {
        return Math.max((float) scale, Float.MIN_NORMAL);
    }
}
