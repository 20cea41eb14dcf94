// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

/** Fourier transforms; complex numbers are a last axis of size 2. */
public sealed interface Spectral extends Op {

    /**
     * {@code (x, length, axis)}: length and axis are scalars. A real x (last axis 1) with {@code oneSided} gives length / 2 + 1
     * bins; inverse and one-sided gives real numbers.
     */
    record Dft(boolean inverse, boolean oneSided) implements Spectral {}

    /** {@code (x: B,T,1|2; step; window)}: frames of the window's length, then the transform of each. */
    record Stft(boolean oneSided) implements Spectral {}
}
