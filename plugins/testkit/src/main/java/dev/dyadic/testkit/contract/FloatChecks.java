// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.dyadic.plugin.kernel.FloatGemm;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A product of floats, bit for bit, in arrays with room around the rows, which stays as it is. */
public final class FloatChecks {

    private static final int A_AT = 3;
    private static final int PANELS_AT = 5;
    private static final int OUT_AT = 2;
    private static final int ROOM = 2;
    private static final float UNTOUCHED = 77;

    private final FloatGemm kernel;
    private final int rows;
    private final int depth;
    private final int columns;
    private final float[] a;
    private final float[] b;
    private final float[] bias;

    public FloatChecks(FloatGemm kernel, int rows, int depth, int columns) {
        this.kernel = kernel;
        this.rows = rows;
        this.depth = depth;
        this.columns = columns;
        var random = new SplittableRandom(rows + 31L * depth + 1009L * columns);
        this.a = floats(random, A_AT + rows * (depth + ROOM));
        this.b = floats(random, depth * columns);
        this.bias = floats(random, columns);
    }

    /** With and without bias, in one call and a panel at a time. */
    public void run() {
        for (float scale : new float[] {1, -0.3f}) {
            for (float[] added : new float[][] {{}, bias}) {
                int width = kernel.tile().columns();
                assertArrayEquals(expected(scale, added), actual(scale, added, Math.max(1, columns)), kernel.name());
                assertArrayEquals(expected(scale, added), actual(scale, added, width), kernel.name() + " by panels");
            }
        }
        turned();
    }

    /** The same rows as columns of a panel; no more of them than it has. */
    private void turned() {
        int width = kernel.tile().columns();
        int count = Math.min(rows, width);
        float[] panel = new float[A_AT + depth * width];
        float[] scales = new float[ROOM + count];
        for (int r = 0; r < count; r++) {
            scales[ROOM + r] = bias.length == 0 ? 1 : bias[r % bias.length];
            for (int k = 0; k < depth; k++) panel[A_AT + k * width + r] = a[A_AT + r * (depth + ROOM) + k];
        }
        float[] expected = expected(1, new float[0]);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int at = OUT_AT + r * (columns + ROOM) + c;
                expected[at] = r < count ? expected[at] * scales[ROOM + r] : UNTOUCHED;
            }
        }
        float[] out = room();
        kernel.multiplyTurned(panel, A_AT, count, panels(), PANELS_AT, depth, columns, scales, ROOM, out, OUT_AT, columns + ROOM);
        assertArrayEquals(expected, out, kernel.name() + ", turned");
    }

    private float[] actual(float scale, float[] added, int step) {
        float[] out = room();
        float[] panels = panels();
        for (int from = 0; from < columns; from += step) {
            int to = Math.min(columns, from + step);
            kernel.multiply(a, A_AT, depth + ROOM, rows, panels, PANELS_AT, depth, from, to, scale, added, out, OUT_AT,
                    columns + ROOM);
        }
        return out;
    }

    private float[] expected(float scale, float[] added) {
        float[] out = room();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                float sum = 0;
                for (int k = 0; k < depth; k++) sum = Math.fma(a[A_AT + r * (depth + ROOM) + k], b[k * columns + c], sum);
                out[OUT_AT + r * (columns + ROOM) + c] = added.length == 0 ? sum * scale : sum * scale + added[c];
            }
        }
        return out;
    }

    private float[] room() {
        float[] out = new float[OUT_AT + rows * (columns + ROOM)];
        Arrays.fill(out, UNTOUCHED);
        return out;
    }

    private float[] panels() {
        int width = kernel.tile().columns();
        float[] panels = new float[PANELS_AT + Math.ceilDiv(columns, width) * width * depth];
        for (int k = 0; k < depth; k++) {
            for (int c = 0; c < columns; c++) {
                panels[PANELS_AT + c / width * width * depth + k * width + c % width] = b[k * columns + c];
            }
        }
        return panels;
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = random.nextFloat(-1, 1);
        return values;
    }
}
