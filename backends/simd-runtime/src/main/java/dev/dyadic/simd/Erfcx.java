// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Polynomials for the error function, fitted to least relative error. For {@code t >= 0} and {@code q = (t - 2) / (t + 2)},
 * {@code erfc(t) = e^(-t^2) * (C0 + C1 q + ...)}, up to where erfc leaves f32; for {@code |x| <= 1},
 * {@code erf(x) = x + x (S0 + S1 x^2 + ...)}.
 */
final class Erfcx {

    static final float C0 = 0.25539568f;
    static final float C1 = -0.42718586f;
    static final float C2 = 0.24165826f;
    static final float C3 = -0.078977935f;
    static final float C4 = 0.0037317276f;
    static final float C5 = 0.006991994f;
    static final float C6 = -0.0008410708f;
    static final float C7 = -0.00096140336f;
    static final float C8 = 3.3465913e-05f;
    static final float C9 = 0.00013699096f;
    static final float C10 = 2.5713915e-05f;

    static final float S0 = 0.12837917f;
    static final float S1 = -0.37612626f;
    static final float S2 = 0.112836f;
    static final float S3 = -0.026854444f;
    static final float S4 = 0.005189535f;
    static final float S5 = -0.0008020841f;
    static final float S6 = 7.889119e-05f;

    private Erfcx() {}
}
