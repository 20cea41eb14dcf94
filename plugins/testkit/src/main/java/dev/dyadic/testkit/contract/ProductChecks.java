// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.PackedWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Calls of a kernel for one block of rows, against plain loops. Rows of operand and result lie apart from each other, and after an
 * offset; the bytes between and around them must stay as they are.
 */
final class ProductChecks {

    private static final int A_AT = 3;
    private static final int A_GAP = 2;
    private static final int OUT_AT = 5;
    private static final int OUT_GAP = 3;
    private static final int ROWS_AT = 1;

    private final Kernel kernel;
    private final PackedWeights packed;
    private final Fill fill;
    private final int rows;
    private final int columns;
    private final int aStride;
    private final int outStride;
    private final byte[] a;
    private final int[] start;
    private final int[] sums;

    ProductChecks(Kernel kernel, PackedWeights packed, byte[] weights, Fill fill, int rows) {
        this.kernel = kernel;
        this.packed = packed;
        this.fill = fill;
        this.rows = rows;
        this.columns = packed.columns();
        this.aStride = packed.depth() + A_GAP;
        this.outStride = columns + OUT_GAP;
        Element element = kernel.operands().getFirst();
        this.a = fill.codes(element, A_AT + rows * aStride, 3);
        long[] starts = fill.numbers(Element.I32, columns, 4);
        this.start = new int[columns];
        for (int c = 0; c < columns; c++) start[c] = (int) (fill == Fill.RANDOM ? starts[c] >> 12 : starts[c]);
        this.sums = new int[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) sums[r * columns + c] = sum(weights, element, r, c);
        }
    }

    private int sum(byte[] weights, Element element, int row, int column) {
        int sum = start[column];
        for (int k = 0; k < packed.depth(); k++) {
            byte code = a[A_AT + row * aStride + k];
            sum += (element.isSigned() ? code : code & 0xff) * weights[k * columns + column];
        }
        return sum;
    }

    void run() {
        for (int[] range : ranges()) {
            sums(range[0], range[1]);
            for (ColumnRequant requant : requants()) codes(requant, range[0], range[1]);
            floats(new float[0], range[0], range[1]);
            floats(scales(columns, 7), range[0], range[1]);
        }
        inTwoThreads();
    }

    /** All columns; from the second tile on; the first tile less a column; none. */
    private List<int[]> ranges() {
        int tile = kernel.tile().columns();
        List<int[]> ranges = new ArrayList<>();
        ranges.add(new int[] {0, columns});
        if (columns > tile) ranges.add(new int[] {tile, columns});
        if (columns > 1) ranges.add(new int[] {0, Math.min(tile, columns) - 1});
        ranges.add(new int[] {0, 0});
        return ranges;
    }

    private void sums(int from, int to) {
        int[] found = new int[outLength()];
        Arrays.fill(found, 0x5a5a5a5a);
        int[] expected = found.clone();
        place(from, to, (at, r, c) -> expected[at] = sums[r * columns + c]);
        packed.sums(a, A_AT, aStride, rows, from, to, start, found, OUT_AT, outStride);
        assertArrayEquals(expected, found, () -> what("sums", from, to));
    }

    private void codes(ColumnRequant requant, int from, int to) {
        byte[] found = new byte[outLength()];
        Arrays.fill(found, (byte) 0x5a);
        byte[] expected = found.clone();
        place(from, to, (at, r, c) -> expected[at] = requant.code(sums[r * columns + c], c));
        packed.codes(a, A_AT, aStride, rows, from, to, start, requant, found, OUT_AT, outStride);
        assertArrayEquals(expected, found, () -> what("codes of " + requant.lo() + " to " + requant.hi(), from, to));
    }

    private void floats(float[] bias, int from, int to) {
        float[] rowScales = scales(ROWS_AT + rows, 5);
        float[] columnScales = scales(columns, 6);
        float[] found = new float[outLength()];
        Arrays.fill(found, 1234.5f);
        float[] expected = found.clone();
        place(from, to, (at, r, c) -> {
            float scaled = sums[r * columns + c] * rowScales[ROWS_AT + r] * columnScales[c];
            expected[at] = bias.length == 0 ? scaled : scaled + bias[c];
        });
        packed.floats(a, A_AT, aStride, rows, from, to, start, rowScales, ROWS_AT, columnScales, bias, found, OUT_AT, outStride);
        assertArrayEquals(expected, found, () -> what(bias.length == 0 ? "floats" : "floats with a bias", from, to));
    }

    private void inTwoThreads() {
        int[] expected = new int[outLength()];
        int[] found = new int[outLength()];
        place(0, columns, (at, r, c) -> expected[at] = sums[r * columns + c]);
        int half = rows / 2;
        Thread other = Thread.ofPlatform().start(() -> rows(0, half, found));
        rows(half, rows, found);
        try {
            other.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        assertArrayEquals(expected, found, () -> what("sums in two threads", 0, columns));
    }

    private void rows(int first, int end, int[] out) {
        packed.sums(
                a, A_AT + first * aStride, aStride, end - first, 0, columns, start, out, OUT_AT + first * outStride, outStride);
    }

    /** Codes of both elements: halves, so that odd sums are ties; and the largest and smallest rescalings there are. */
    private List<ColumnRequant> requants() {
        int[] halves = new int[columns];
        int[] mixed = new int[columns];
        int[] one = new int[columns];
        int[] shifts = new int[columns];
        Arrays.fill(halves, 1 << 30);
        Arrays.fill(one, 31);
        for (int c = 0; c < columns; c++) {
            mixed[c] = c % 3 == 0 ? Integer.MAX_VALUE : (1 << 30) + 12345 * c;
            shifts[c] = c % 7 == 0 ? 1 : c % 7 == 1 ? 62 : 31 + c % 13;
        }
        return List.of(
                new ColumnRequant(halves, one, 3, -128, 127),
                new ColumnRequant(mixed, shifts, -5, -100, 127),
                new ColumnRequant(mixed, shifts, 128, 0, 255),
                new ColumnRequant(halves, one, 0, 0, 6));
    }

    private static float[] scales(int count, long seed) {
        long[] numbers = Fill.RANDOM.numbers(Element.I16, count, seed);
        float[] scales = new float[count];
        for (int i = 0; i < count; i++) scales[i] = numbers[i] / 3000f;
        return scales;
    }

    private int outLength() {
        return OUT_AT + rows * outStride + OUT_GAP;
    }

    private interface Place {
        void at(int at, int row, int column);
    }

    private void place(int from, int to, Place place) {
        for (int r = 0; r < rows; r++) {
            for (int c = from; c < to; c++) place.at(OUT_AT + r * outStride + c, r, c);
        }
    }

    private String what(String results, int from, int to) {
        return kernel.name() + ": " + results + " of " + rows + " rows, " + packed.depth() + " deep, columns " + from + " to "
                + to
                + " of " + columns + ", " + fill + " inputs";
    }
}
