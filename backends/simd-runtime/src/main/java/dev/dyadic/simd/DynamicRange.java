// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** The range of an array of f32, and the scale and zero point that make u8 codes of it: parts of the array one by one, then all of them. */
public final class DynamicRange {

    private DynamicRange() {}

    /**
     * The range of some elements and 0; NaN where there is one.
     *
     * @param out takes the least at {@code outAt}, and the greatest behind it
     */
    public static void of(float[] x, int xAt, int count, float[] out, int outAt) {
        if (!Start.isPlain()) {
            VectorQuantize.range(x, xAt, count, out, outAt);
            return;
        }
        float least = 0;
        float greatest = 0;
        for (int i = xAt; i < xAt + count; i++) {
            least = Math.min(least, x[i]);
            greatest = Math.max(greatest, x[i]);
        }
        out[outAt] = least;
        out[outAt + 1] = greatest;
    }

    /**
     * {@code scale = (greatest - least) / 255}, 1 where that is 0, and {@code zero = clamp(round_half_even(-least / scale), 0, 255)}, in f32
     * throughout.
     *
     * @param ranges least and greatest of each part, side by side
     */
    public static void join(float[] ranges, int at, int parts, float[] scale, int scaleAt, byte[] zero, int zeroAt) {
        float least = 0;
        float greatest = 0;
        for (int part = 0; part < parts; part++) {
            least = Math.min(least, ranges[at + 2 * part]);
            greatest = Math.max(greatest, ranges[at + 2 * part + 1]);
        }
        float step = (greatest - least) / 255;
        scale[scaleAt] = step == 0 ? 1 : step;
        zero[zeroAt] = ScalarMath.code(-least / scale[scaleAt], 0, 0, 255);
    }
}
