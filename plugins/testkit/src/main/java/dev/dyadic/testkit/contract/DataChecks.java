// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.DataProducts;
import dev.dyadic.plugin.kernel.IntegerGemm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Products of two matrices that a run finds, against plain loops. Rows of both lie apart from each other, and after an offset. */
public final class DataChecks {

    private static final int AT = 3;
    private static final int GAP = 2;
    private static final int SCALES_AT = 1;
    private static final int OUT_AT = 5;

    private final DataProducts kernel;
    private final Fill fill;
    private final int rows;
    private final int columns;
    private final int depth;
    private final int stride;
    private final byte[] a;
    private final byte[] b;
    private final int[] start;

    private DataChecks(DataProducts kernel, Fill fill, int rows, int columns, int depth, int gap) {
        this.kernel = kernel;
        this.fill = fill;
        this.rows = rows;
        this.columns = columns;
        this.depth = depth;
        this.stride = depth + gap;
        this.a = fill.codes(Element.I8, AT + rows * stride, 3);
        this.b = fill.codes(Element.I8, AT + columns * stride, 4);
        this.start = Arrays.stream(Fill.RANDOM.numbers(Element.I16, kernel.columns(), 5)).mapToInt(each -> (int) each).toArray();
    }

    /** What is demanded of a kernel that makes such products; nothing of others. */
    public static List<DynamicTest> of(IntegerGemm gemm) {
        return gemm.ofData().map(data -> of(gemm, data)).orElse(List.of());
    }

    private static List<DynamicTest> of(IntegerGemm gemm, DataProducts data) {
        List<DynamicTest> tests = new ArrayList<>();
        for (int depth : Stream.of(Edges.of(gemm.tile().depth()), Edges.of(Long.BYTES), List.of(2053)).flatMap(List::stream)
                .sorted().distinct().toList()) {
            tests.add(dynamicTest("of data, " + depth + " deep", () -> {
                for (int rows : Edges.of(gemm.tile().rows())) run(data, rows, depth);
            }));
        }
        return tests;
    }

    /** All inputs, with few and all columns. */
    public static void run(DataProducts data, int rows, int depth) {
        for (Fill fill : Fill.values()) {
            for (int columns : new int[] {0, 1, data.columns() - 1, data.columns()}) {
                for (int gap : new int[] {0, GAP}) new DataChecks(data, fill, rows, columns, depth, gap).run();
            }
        }
    }

    private void run() {
        int width = kernel.columns();
        int[] sums = new int[OUT_AT + rows * width];
        kernel.sums(a, AT, stride, rows, b, AT, stride, columns, depth, start, sums, OUT_AT);
        float[] rowScales = scales(SCALES_AT + rows, 6);
        float[] columnScales = scales(SCALES_AT + columns, 7);
        float[] floats = new float[OUT_AT + rows * width];
        kernel.floats(a, AT, stride, rows, b, AT, stride, columns, depth, rowScales, SCALES_AT, columnScales, SCALES_AT, floats,
                OUT_AT);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int at = OUT_AT + r * width + c;
                int sum = sum(r, c);
                assertEquals(start[c] + sum, sums[at], this::what);
                assertEquals(sum * rowScales[SCALES_AT + r] * columnScales[SCALES_AT + c], floats[at], this::what);
            }
        }
        for (int i = 0; i < OUT_AT; i++) assertEquals(0, sums[i] + floats[i], "what is before the results");
    }

    private int sum(int row, int column) {
        int sum = 0;
        for (int k = 0; k < depth; k++) sum += a[AT + row * stride + k] * b[AT + column * stride + k];
        return sum;
    }

    private static float[] scales(int count, long seed) {
        long[] numbers = Fill.RANDOM.numbers(Element.I16, count, seed);
        float[] scales = new float[count];
        for (int i = 0; i < count; i++) scales[i] = numbers[i] / 3000f;
        return scales;
    }

    private String what() {
        return rows + " rows, " + columns + " columns, " + depth + " deep, " + stride + " apart, " + fill + " inputs";
    }
}
