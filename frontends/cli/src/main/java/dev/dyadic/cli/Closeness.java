// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.tensor.Tensor;

/**
 * How close one tensor is to another, summed up so that runs can be added.
 *
 * @param reference sum of squares of the reference
 * @param other sum of squares of the other
 * @param product sum of products
 * @param error sum of squared differences
 * @param largest the largest difference
 */
record Closeness(double reference, double other, double product, double error, double largest) {

    /** What stands for a signal-to-noise ratio without noise, in dB. */
    static final double NO_NOISE = 200;

    static final Closeness NOTHING = new Closeness(0, 0, 0, 0, 0);

    /** The tensors must have equally many elements. */
    static Closeness of(Tensor reference, Tensor other) {
        double rr = 0;
        double oo = 0;
        double ro = 0;
        double error = 0;
        double largest = 0;
        for (long i = 0; i < reference.count(); i++) {
            double r = reference.getDouble(i);
            double o = other.getDouble(i);
            double difference = r == o || Double.isNaN(r) && Double.isNaN(o) ? 0 : r - o;
            rr += r * r;
            oo += o * o;
            ro += r * o;
            error += difference * difference;
            largest = Math.max(largest, Math.abs(difference));
        }
        return new Closeness(rr, oo, ro, error, largest);
    }

    Closeness plus(Closeness more) {
        return new Closeness(
                reference + more.reference,
                other + more.other,
                product + more.product,
                error + more.error,
                Math.max(largest, more.largest));
    }

    /** The cosine of the angle between the two; 1 where both are zero. */
    double cosine() {
        if (reference == 0 && other == 0) return 1;
        double norm = Math.sqrt(reference * other);
        return norm > 0 ? product / norm : 0;
    }

    /** Signal to quantization noise in dB, at most {@link #NO_NOISE}. */
    double sqnr() {
        if (error == 0) return NO_NOISE;
        return Math.min(NO_NOISE, 10 * Math.log10(Math.max(reference, 1e-300) / error));
    }
}
