// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWindows;
import dev.dyadic.plugin.kernel.SumRequant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;

/**
 * Convolutions by a kernel that multiplies windows where they lie, against plain loops: windows that lie inside, outside and across each
 * edge; whole images, single lines, parts of a line. What lies around the result must stay as it is.
 */
public final class WindowChecks {

    private static final int X_AT = 3;
    private static final int OUT_AT = 5;
    private static final byte PAD = 7;

    private final IntegerGemm kernel;
    private final Convolution convolution;
    private final Fill fill;
    private final int height;
    private final int width;
    private final int outHeight;
    private final int outWidth;
    private final byte[] x;
    private final byte[] weights;
    private final int[] start;
    private final int[] sums;

    private WindowChecks(IntegerGemm kernel, Convolution convolution, Fill fill, int height, int width) {
        this.kernel = kernel;
        this.convolution = convolution;
        this.fill = fill;
        this.height = height;
        this.width = width;
        // as much padding after the image as before it
        this.outHeight = (height + 2 * convolution.padTop() - convolution.kernelHeight()) / convolution.strideHeight() + 1;
        this.outWidth = (width + 2 * convolution.padLeft() - convolution.kernelWidth()) / convolution.strideWidth() + 1;
        this.x = fill.codes(kernel.operands().getFirst(), X_AT + height * width * convolution.channels(), 1);
        this.weights = fill.codes(Element.I8, convolution.depth() * convolution.columns(), 2);
        this.start = new int[convolution.columns()];
        long[] starts = fill.numbers(Element.I32, start.length, 3);
        for (int c = 0; c < start.length; c++) start[c] = (int) starts[c] >> 8;
        this.sums = new int[outHeight * outWidth * convolution.columns()];
        for (int i = 0; i < sums.length; i++) sums[i] = sum(i / convolution.columns(), i % convolution.columns());
    }

    /** The tests of a kernel; convolutions that it leaves to others are passed over. */
    public static List<DynamicTest> of(IntegerGemm kernel) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Convolution each : convolutions(kernel.tile().columns())) {
            tests.add(dynamicTest(each.toString(), () -> {
                for (Fill fill : Fill.values()) {
                    for (int[] size : List.of(new int[] {5, 13}, new int[] {10, 4}, new int[] {4, 32})) {
                        new WindowChecks(kernel, each, fill, size[0], size[1]).run();
                    }
                }
            }));
        }
        return tests;
    }

    private static List<Convolution> convolutions(int tile) {
        return List.of(
                new Convolution(16, tile, 1, 3, 3, 1, 1, 1, 1, PAD),
                new Convolution(32, 2 * tile, 1, 3, 3, 1, 1, 0, 0, PAD),
                new Convolution(3, 16, 1, 3, 3, 1, 1, 1, 1, PAD),
                new Convolution(1, 2 * tile, 1, 4, 4, 2, 2, 1, 1, PAD),
                new Convolution(5, tile, 1, 2, 1, 1, 3, 0, 0, PAD),
                new Convolution(8, tile + 1, 1, 1, 1, 2, 2, 0, 0, PAD),
                new Convolution(16, tile + 8, 1, 3, 3, 1, 1, 1, 1, PAD),
                new Convolution(16, tile, 1, 1, 1, 2, 2, 0, 0, PAD),
                new Convolution(tile, tile, tile, 3, 3, 1, 1, 1, 1, PAD),
                new Convolution(3, 3, 3, 3, 3, 1, 1, 1, 1, PAD),
                new Convolution(tile + 5, tile + 5, tile + 5, 5, 5, 2, 2, 2, 2, PAD),
                new Convolution(3 * tile, 3 * tile, 3 * tile, 2, 4, 2, 1, 2, 3, PAD),
                new Convolution(2 * tile, 2 * tile, 2 * tile, 1, 5, 1, 2, 0, 2, PAD));
    }

    private int sum(int pixel, int column) {
        boolean signed = kernel.operands().getFirst().isSigned();
        int depth = convolution.channels() / convolution.groups();
        int sum = start[column];
        for (int tap = 0; tap < convolution.kernelHeight() * convolution.kernelWidth(); tap++) {
            int row = pixel / outWidth * convolution.strideHeight() - convolution.padTop() + tap / convolution.kernelWidth();
            int col = pixel % outWidth * convolution.strideWidth() - convolution.padLeft() + tap % convolution.kernelWidth();
            boolean inside = row >= 0 && row < height && col >= 0 && col < width;
            for (int k = 0; k < depth; k++) {
                int channel = convolution.isByChannel() ? column : k;
                byte code = inside ? x[X_AT + (row * width + col) * convolution.channels() + channel] : PAD;
                sum += (signed ? code : code & 0xff) * weights[(tap * depth + k) * convolution.columns() + column];
            }
        }
        return sum;
    }

    private void run() {
        Optional<PackedWindows> given = kernel.pack(weights, start, convolution);
        if (given.isEmpty()) return;
        try (PackedWindows packed = given.get()) {
            check(packed, 0, outHeight * outWidth);
            check(packed, outWidth, 2 * outWidth);
            check(packed, outWidth + 1, 2 * outWidth - 1);
            check(packed, 0, 0);
        }
    }

    private void check(PackedWindows packed, int from, int to) {
        int columns = convolution.columns();
        int[] found = new int[OUT_AT + (to - from) * columns + 1];
        Arrays.fill(found, 0x5a5a5a5a);
        int[] expected = found.clone();
        System.arraycopy(sums, from * columns, expected, OUT_AT, (to - from) * columns);
        packed.sums(x, X_AT, height, width, outWidth, from, to, found, OUT_AT);
        assertArrayEquals(expected, found, () -> what("sums", from, to));

        List<ColumnRequant> requants = requants();
        for (int r = 0; r < requants.size(); r++) {
            ColumnRequant requant = requants.get(r);
            byte[] codes = new byte[found.length];
            Arrays.fill(codes, (byte) 0x5a);
            byte[] expectedCodes = codes.clone();
            for (int i = 0; i < (to - from) * columns; i++) {
                expectedCodes[OUT_AT + i] = requant.code(sums[from * columns + i], i % columns);
            }
            packed.codes(x, X_AT, height, width, outWidth, from, to, requant, codes, OUT_AT);
            assertArrayEquals(expectedCodes, codes, () -> what("codes", from, to));
            // A sum knows nothing of windows: a few pixels will do.
            List<SumRequant> sums = to - from > outWidth ? List.of() : sums(requant);
            for (int s = r; s < sums.size(); s += requants.size()) sums(packed, from, to, requant, sums.get(s), expectedCodes);
        }
    }

    private void sums(PackedWindows packed, int from, int to, ColumnRequant requant, SumRequant sum, byte[] codes) {
        int count = (to - from) * convolution.columns();
        byte[] added = fill.codes(sum.bUnsigned() ? Element.U8 : Element.I8, X_AT + count, 4);
        byte[] expected = codes.clone();
        for (int i = 0; i < count; i++) expected[OUT_AT + i] = sum.code(codes[OUT_AT + i], added[X_AT + i]);
        byte[] found = new byte[codes.length];
        Arrays.fill(found, (byte) 0x5a);
        packed.codes(x, X_AT, height, width, outWidth, from, to, requant, added, X_AT, sum, found, OUT_AT);
        assertArrayEquals(expected, found, () -> what("sums of codes, " + sum + ",", from, to));
    }

    /** As they are in models, of all elements; and with the largest and smallest rescalings there are. */
    private static List<SumRequant> sums(ColumnRequant codes) {
        boolean unsigned = codes.hi() > 127;
        return List.of(
                new SumRequant(unsigned, codes.zero(), 188453382, false, 11, 567949993, 28, false, -128, -128, 127),
                new SumRequant(unsigned, -7, 1019367018, true, 250, 495092221, 29, false, 3, 1, 250),
                new SumRequant(unsigned, 5, (1 << 30) - 1, false, -128, 1, 16, false, 0, 0, 255),
                new SumRequant(unsigned, 0, Integer.MAX_VALUE, true, 0, Integer.MAX_VALUE, 31, false, 128, 0, 255),
                new SumRequant(unsigned, 0, 3, true, 1, 5, 3, true, -1, -100, 100),
                new SumRequant(unsigned, 1, 1 << 29, false, 2, 1 << 28, 62, false, 4, -128, 127));
    }

    /** As they are in models; and the largest and smallest rescalings there are. */
    private List<ColumnRequant> requants() {
        int columns = convolution.columns();
        int[] multipliers = new int[columns];
        int[] shifts = new int[columns];
        int[] extremes = new int[columns];
        for (int c = 0; c < columns; c++) {
            multipliers[c] = (1 << 30) + 12345 * c;
            shifts[c] = 36 + c % 7;
            extremes[c] = c % 7 == 0 ? 1 : c % 7 == 1 ? 62 : 31 + c % 13;
        }
        return List.of(
                new ColumnRequant(multipliers, shifts, -3, -128, 127),
                new ColumnRequant(multipliers, shifts, 7, 2, 250),
                new ColumnRequant(multipliers, shifts, 100, 0, 255),
                new ColumnRequant(multipliers, extremes, 128, 0, 255));
    }

    private String what(String results, int from, int to) {
        return kernel.name() + ": " + results + " of pixels " + from + " to " + to + " of " + outHeight + " x " + outWidth
                + ", image " + height + " x " + width + ", " + convolution + ", " + fill + " inputs";
    }
}
