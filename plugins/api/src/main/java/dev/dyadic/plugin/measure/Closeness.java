// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;

/**
 * How close one tensor is to another, summed up so that runs can be added.
 *
 * @param reference sum of squares of the reference
 * @param other sum of squares of the other
 * @param product sum of products
 * @param error sum of squared differences
 * @param largest the largest difference
 */
public record Closeness(double reference, double other, double product, double error, double largest) {

    /** What stands for a signal-to-noise ratio without noise, in dB; its negative for noise without end. */
    public static final double NO_NOISE = 200;

    public static final Closeness NOTHING = new Closeness(0, 0, 0, 0, 0);

    /** The tensors hold numbers or bools, and have equal sizes. Infinities that are equal, and NaNs, do not differ. */
    public static Closeness of(Tensor reference, Tensor other) {
        if (!Arrays.equals(reference.sizes(), other.sizes())) {
            throw new IllegalArgumentException(reference + " and " + other + " are not of one shape");
        }
        double rr = 0;
        double oo = 0;
        double ro = 0;
        double error = 0;
        double largest = 0;
        for (long i = 0; i < reference.count(); i++) {
            double r = reference.getDouble(i);
            double o = other.getDouble(i);
            if (!Double.isFinite(r) && Double.compare(r, o) == 0) continue;
            double difference = r - o;
            rr += r * r;
            oo += o * o;
            ro += r * o;
            error += difference * difference;
            largest = Math.max(largest, Math.abs(difference));
        }
        return new Closeness(rr, oo, ro, error, largest);
    }

    /** Of both together. */
    public Closeness plus(Closeness more) {
        return new Closeness(
                reference + more.reference,
                other + more.other,
                product + more.product,
                error + more.error,
                Math.max(largest, more.largest));
    }

    /** The cosine of the angle between the two; 1 where both are zero, 0 where one is or something is not finite. */
    public double cosine() {
        if (reference == 0 && other == 0) return 1;
        double norm = Math.sqrt(reference) * Math.sqrt(other);
        double cosine = product / norm;
        return norm > 0 && Double.isFinite(cosine) ? Math.clamp(cosine, -1, 1) : 0;
    }

    /** Signal to quantization noise in dB, from minus to plus {@link #NO_NOISE}. */
    public double sqnr() {
        if (error == 0) return NO_NOISE;
        double ratio = 10 * Math.log10(reference / error);
        return Double.isNaN(ratio) ? -NO_NOISE : Math.clamp(ratio, -NO_NOISE, NO_NOISE);
    }
}
