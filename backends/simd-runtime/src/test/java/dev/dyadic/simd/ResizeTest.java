// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.simd.ResizedAxis.Coordinates;
import dev.dyadic.simd.ResizedAxis.Rounding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {

    @Test void pointsLieBetweenTheirNeighbours() {
        Taps taps = taps(2, 4);
        new ResizedAxis(2, 4, 4, Coordinates.HALF_PIXEL).linear(1, false, taps);
        assertArrayEquals(new int[] {0, 0, 0, 1, 0, 1, 1, 1}, taps.sources());
        assertArrayEquals(new double[] {0.25, 0.75, 0.75, 0.25, 0.25, 0.75, 0.75, 0.25}, taps.weights());
    }

    @Test void whatCountsForNothingComesLast() {
        Taps taps = taps(2, 3);
        new ResizedAxis(2, 3, 3, Coordinates.ALIGN_CORNERS).linear(1, false, taps);
        assertArrayEquals(new double[] {1, 0, 0.5, 0.5, 1, 0}, taps.weights());
        assertEquals(1, taps.used(2));
        assertEquals(1, taps.source(2, 0));
    }

    @Test void endsStandForWhatIsOutsideUnlessExcluded() {
        ResizedAxis axis = new ResizedAxis(3, 6, 6, Coordinates.HALF_PIXEL);
        Taps kept = taps(4, 6);
        axis.cubic(-0.75, 1, false, kept);
        assertEquals(4, kept.used(0));
        Taps excluded = taps(4, 6);
        axis.cubic(-0.75, 1, true, excluded);
        assertEquals(2, excluded.used(0));
        assertEquals(1, excluded.weight(0, 0) + excluded.weight(0, 1), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"ROUND_PREFER_FLOOR, 0 0 1 2", "ROUND_PREFER_CEIL, 0 1 1 2", "FLOOR, 0 0 1 2",
        "CEIL, 0 1 1 2"}) void nearestPointsAreRounded(Rounding rounding, String expected) {
        int[] sources = new int[4];
        new ResizedAxis(3, 4, 4, Coordinates.ALIGN_CORNERS).nearest(rounding, sources, 0);
        int[] halves = new int[6];
        new ResizedAxis(3, 6, 6, Coordinates.ASYMMETRIC).nearest(rounding, halves, 0);
        String found = halves[0] + " " + halves[1] + " " + halves[2] + " " + halves[4];
        assertEquals(expected, found);
        assertArrayEquals(switch (rounding) {
            case FLOOR -> new int[] {0, 0, 1, 2};
            case CEIL -> new int[] {0, 1, 2, 2};
            default -> new int[] {0, 1, 1, 2};
        }, sources);
    }

    @Test void nothingIsNotResized() {
        assertThrows(ArithmeticException.class, () -> new ResizedAxis(0, 2, 2, Coordinates.HALF_PIXEL));
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 3, 9, 2", "1, 8, 16, 5, 2", "3, 4, 7, 7, 4", "16, 3, 6, 5, 2", "19, 6, 4, 3, 4",
        "33, 2, 5, 4, 6"}) void sumsAreThoseOfF64RoundedOnce(int inner, int in, int out, int width, int count) {
        float[] x = Samples.floats(1 + 2 * in * width * inner);
        x[2] = Float.POSITIVE_INFINITY;
        int outWidth = width + 3;
        Taps rows = axis(in, out, count);
        Taps columns = axis(width, outWidth, count);
        for (int image = 0; image < 2; image++) {
            double[] image64 = new double[in * width * inner];
            for (int i = 0; i < image64.length; i++) image64[i] = x[1 + image * image64.length + i];
            double[] tall = along(image64, 1, in, width * inner, rows, out);
            assertArrayEquals(floats(along(tall, out, width, inner, columns, outWidth)),
                    lines(outWidth * inner, image * out, out, (to, result) -> Resize.both(x, 1, in, width, inner, rows, out,
                            columns, outWidth, to - out, to, result, 0)));
            assertArrayEquals(floats(tall), lines(width * inner, image * out, out, (to, result) -> Resize.rows(x, 1, in,
                    width * inner, rows, out, to - out, to, result, 0)));
            assertArrayEquals(floats(along(image64, in, width, inner, columns, outWidth)),
                    lines(outWidth * inner, image * in, in, (to, result) -> Resize.columns(x, 1, width, inner, columns, outWidth,
                            to - in, to, result, 0)));
        }
    }

    private interface Lines {
        void upTo(int line, float[] result);
    }

    private static float[] lines(int length, int from, int count, Lines lines) {
        float[] result = new float[count * length];
        lines.upTo(from + count, result);
        return result;
    }

    private static Taps axis(int in, int out, int count) {
        Taps taps = taps(count, out);
        ResizedAxis axis = new ResizedAxis(in, out, out, Coordinates.HALF_PIXEL);
        if (count == 4) axis.cubic(-0.5, 1, false, taps);
        if (count != 4) axis.linear(2.0 / count, false, taps);
        return taps;
    }

    private static Taps taps(int count, int out) {
        return new Taps(count, new int[count * out], 0, new double[count * out], 0);
    }

    private static double[] along(double[] x, int outer, int in, int inner, Taps taps, int out) {
        double[] result = new double[outer * out * inner];
        for (int i = 0; i < result.length; i++) {
            int point = i / inner % out;
            for (int tap = 0; tap < taps.count(); tap++) {
                if (taps.weight(point, tap) == 0) continue;
                int source = (i / inner / out * in + taps.source(point, tap)) * inner + i % inner;
                result[i] += taps.weight(point, tap) * x[source];
            }
        }
        return result;
    }

    private static float[] floats(double[] x) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) result[i] = (float) x[i];
        return result;
    }
}
