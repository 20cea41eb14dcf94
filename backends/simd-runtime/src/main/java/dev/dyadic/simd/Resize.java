// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Resizing by weighted sums, one line of the result after the other: first along rows, then along columns, in f64, rounded once. Operands
 * are {@code [images, height, width, inner]}; what is done along one axis alone takes the axes behind it as inner ones. The lines of all
 * images are counted through; those {@code from} to {@code to} (exclusive) are written, the one at {@code from} to {@code outAt}.
 */
public final class Resize {

    /** So many sums are held at a time where no whole line is needed. */
    private static final int BLOCK = 2048;

    /** So many lines stand side by side, element by element, where pixels have fewer elements than lanes take, or not whole vectors. */
    private static final int BESIDE = 8;

    /** From here on it does not matter that the last vector is not whole. */
    private static final int WIDE = 32;

    /** About so many elements are a task. */
    private static final int GRAIN = 8192;

    private static final Taps SAME = new Taps(1, new int[] {0}, 0, new double[] {1}, 0);

    private Resize() {}

    /** How many lines of the result are a good task. */
    public static int lines(int inner, int length) {
        int lines = Math.max(1, GRAIN / Math.max(1, length));
        return standBeside(inner) ? Math.ceilDiv(lines, BESIDE) * BESIDE : lines;
    }

    private static boolean standBeside(int inner) {
        return inner < WIDE && inner % BESIDE != 0;
    }

    /** Along both axes. Lines of the result are {@code [outWidth, inner]}. */
    public static void both(
            float[] x, int xAt, int height, int width, int inner, Taps rows, int outHeight, Taps columns, int outWidth, int from,
            int to, float[] out, int outAt) {
        boolean beside = standBeside(inner);
        int step = beside ? BESIDE : 1;
        int length = width * inner;
        int outLength = outWidth * inner;
        double[] sums = Scratch.doubles(length + (beside ? BESIDE * length : 0));
        float[] spread = Scratch.floats(beside ? BESIDE * outLength : 0);
        for (int first = from; first < to; first += step) {
            int end = Math.min(first + step, to);
            for (int row = first; row < end; row++) {
                sum(x, xAt + row / outHeight * height * length, length, rows, row % outHeight, length, sums);
                for (int i = 0; i < length && beside; i++) sums[length + i * BESIDE + row - first] = sums[i];
            }
            int at = outAt + (first - from) * outLength;
            if (!beside) {
                spread(sums, 0, inner, columns, outWidth, out, at);
                continue;
            }
            spread(sums, length, inner * BESIDE, columns, outWidth, spread, 0);
            for (int i = 0; i < end - first; i++, at += outLength) {
                for (int j = 0; j < outLength; j++) out[at + j] = spread[j * BESIDE + i];
            }
        }
    }

    /** Along the columns alone. Lines of the result are {@code [outWidth, inner]}. */
    public static void columns(
            float[] x, int xAt, int width, int inner, Taps columns, int outWidth, int from, int to, float[] out, int outAt) {
        both(x, xAt, 1, width, inner, SAME, 1, columns, outWidth, from, to, out, outAt);
    }

    /** Along the rows alone. Lines are {@code [inner]}. */
    public static void rows(
            float[] x, int xAt, int height, int inner, Taps rows, int outHeight, int from, int to, float[] out, int outAt) {
        double[] sums = Scratch.doubles(Math.min(BLOCK, inner));
        for (int row = from; row < to; row++) {
            int image = xAt + row / outHeight * height * inner;
            for (int i = 0; i < inner; i += BLOCK) {
                int count = Math.min(BLOCK, inner - i);
                sum(x, image + i, inner, rows, row % outHeight, count, sums);
                int target = outAt + (row - from) * inner + i;
                for (int j = 0; j < count; j++) out[target + j] = (float) sums[j];
            }
        }
    }

    /** {@code sums[i] = sum over the taps of a row of weight * x[source, i]}. */
    private static void sum(float[] x, int xAt, int stride, Taps rows, int row, int count, double[] sums) {
        int used = rows.used(row);
        int done = Start.isPlain() ? 0 : VectorResize.row(x, xAt, stride, rows, row, count, sums);
        for (int i = done; i < count; i++) {
            double sum = 0;
            for (int tap = 0; tap < used; tap++) sum += rows.weight(row, tap) * x[xAt + rows.source(row, tap) * stride + i];
            sums[i] = sum;
        }
    }

    /** {@code out[p, c] = sum over the taps of p of weight * line[source, c]}. */
    private static void spread(double[] line, int lineAt, int inner, Taps columns, int width, float[] out, int outAt) {
        int done = Start.isPlain() ? 0 : VectorResize.pixels(line, lineAt, inner, columns, width, out, outAt);
        for (int p = 0; p < width && done < inner; p++) {
            int used = columns.used(p);
            for (int c = done; c < inner; c++) {
                double sum = 0;
                for (int tap = 0; tap < used; tap++) {
                    sum += columns.weight(p, tap) * line[lineAt + columns.source(p, tap) * inner + c];
                }
                out[outAt + p * inner + c] = (float) sum;
            }
        }
    }
}
