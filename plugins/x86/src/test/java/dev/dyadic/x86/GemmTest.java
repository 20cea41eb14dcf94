// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.DataProducts;
import dev.dyadic.plugin.kernel.GroupGemm;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.testkit.contract.DataChecks;
import dev.dyadic.testkit.contract.KernelChecks;
import dev.dyadic.testkit.contract.WindowChecks;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.machine.Host;
import dev.dyadic.x86.machine.NativeEngine;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tile computes what plain loops compute: all in the interpreter, and those of this machine on its processor. */
class GemmTest {

    private static final Host EVERYTHING = new Host(EnumSet.allOf(Feature.class), Optional.empty());
    private static final List<Element> CODES = List.of(Element.U8, Element.I8);

    static Stream<Kernel> interpreted() { return rows(EVERYTHING, new InterpretedEngine()); }

    static Stream<Kernel> natively() { return rows(Host.here(), new NativeEngine()); }

    private static Stream<Kernel> rows(Host host, Engine engine) {
        return CODES.stream().flatMap(codes -> Stream.concat(
                Stream.of(Design.values()).map(design -> new X86Gemm(design, codes, host, engine)),
                Stream.of(GroupDesign.values()).map(design -> new X86GroupGemm(design, codes, host, engine))));
    }

    @ParameterizedTest
    @MethodSource("interpreted") void interpretedEqualsPlainLoops(Kernel kernel) {
        int rows = kernel.tile().rows();
        int columns = kernel.tile().columns();
        for (int depth : new int[] {0, 1, 3, 4, 5, 15, 16, 17, 33, 100}) check(kernel, rows + 1, columns + 3, depth, depth);
        for (int count = 1; count <= rows; count++) check(kernel, count, columns, 7, count);
        check(kernel, 2 * rows + 5, 2 * columns, 9, 1);
    }

    @ParameterizedTest
    @MethodSource("interpreted") void interpretedWindowsEqualPlainLoops(Kernel kernel) throws Throwable {
        assumeTrue(kernel instanceof IntegerGemm, "there are no windows with weights of few bits");
        for (DynamicTest each : WindowChecks.of((IntegerGemm) kernel)) each.getExecutable().execute();
    }

    @ParameterizedTest
    @EnumSource(Design.class) void interpretedProductsOfDataEqualPlainLoops(Design design) {
        var kernel = new X86Gemm(design, Element.I8, EVERYTHING, new InterpretedEngine());
        DataProducts data = kernel.ofData().orElseThrow();
        for (int depth : new int[] {0, 1, 4, 7, 8, 16, 33}) DataChecks.run(data, kernel.tile().rows() + 1, depth);
        for (int rows = 1; rows <= kernel.tile().rows(); rows++) DataChecks.run(data, rows, 8);
    }

    @Test void productsOfDataThatLeaveArraysAreRefused() {
        DataProducts data = new X86Gemm(Design.AVX2, Element.I8, EVERYTHING, new InterpretedEngine()).ofData().orElseThrow();
        int width = data.columns();
        var start = new int[width];
        byte[] six = new byte[6];
        assertThrows(IndexOutOfBoundsException.class,
                () -> data.sums(new byte[5], 0, 3, 2, six, 0, 3, 2, 3, start, new int[2 * width], 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> data.sums(six, 0, 3, 2, new byte[5], 0, 3, 2, 3, start, new int[2 * width], 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> data.sums(six, 0, 3, 2, six, 0, 3, 2, 3, start, new int[2 * width - 1], 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> data.sums(six, 0, 3, 2, six, 0, 3, 2, 3, new int[width - 1], new int[2 * width], 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> data.sums(six, 0, 3, 2, six, 0, 0, width + 1, 3, start, new int[2 * width], 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> data.floats(six, 0, 3, 2, six, 0, 3, 2, 3, new float[2], 1, new float[2], 0, new float[2 * width], 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> data.floats(six, 0, 3, 2, six, 0, 3, 2, 3, new float[2], 0, new float[2], 1, new float[2 * width], 0));
    }

    @ParameterizedTest
    @MethodSource("natively") void nativeEqualsPlainLoops(Kernel kernel) {
        assumeTrue(kernel.missing().isEmpty(), () -> kernel.name() + ": " + kernel.missing().orElseThrow());
        for (int rows : new int[] {0, 1, 2, 5, 6, 7, 12, 13, 31}) {
            for (int columns : new int[] {0, 1, 15, 16, 17, 33, 64}) {
                for (int depth : new int[] {0, 1, 2, 3, 4, 15, 16, 17, 31, 97})
                    check(kernel, rows, columns, depth, rows + columns + depth);
            }
        }
        check(kernel, 67, 129, 3000, 5);
    }

    @Test void interpretedLookupsEqualPlainIndexing() throws Throwable {
        var lookup = new X86Lookup(EVERYTHING, new InterpretedEngine());
        for (DynamicTest each : KernelChecks.lookups(lookup)) each.getExecutable().execute();
    }

    @Test void leavesOfArraysAreRefused() {
        PackedWeights weights = new X86Gemm(Design.AVX2, Element.U8, EVERYTHING, new InterpretedEngine()).pack(new byte[6], 3, 2);
        assertThrows(IndexOutOfBoundsException.class,
                () -> weights.sums(new byte[5], 0, 3, 2, 0, 2, new int[2], new int[4], 0, 2));
        assertThrows(IndexOutOfBoundsException.class,
                () -> weights.sums(new byte[6], 0, 3, 2, 0, 2, new int[2], new int[3], 0, 2));
        assertThrows(IndexOutOfBoundsException.class,
                () -> weights.sums(new byte[6], 0, 3, 2, 0, 2, new int[1], new int[4], 0, 2));
    }

    private static void check(Kernel kernel, int rows, int columns, int depth, int seed) {
        var random = new Random(seed);
        int group = seed % 2 == 0 ? 64 : 16;
        for (boolean extreme : new boolean[] {false, true}) {
            byte[] given = bytes(random, depth * columns, extreme);
            byte[] multiples = bytes(random, Math.ceilDiv(depth, group) * columns, extreme);
            int bits = kernel.operands().getLast().bits();
            for (int i = 0; i < multiples.length; i++) multiples[i] = (byte) (multiples[i] % (1 << 8 - bits));
            boolean groups = kernel instanceof GroupGemm;
            if (groups)
                for (int i = 0; i < given.length; i++)
                    given[i] = (byte) (seed % 3 == 0 ? given[i] >> 7 | 1 : given[i] >> 8 - bits);
            byte[] weights = groups ? multipliedOut(given, multiples, group, columns) : given;
            byte[] a = bytes(random, 3 + rows * (depth + 2), extreme);
            int[] start = random.ints(columns, extreme ? Integer.MIN_VALUE : -1000, extreme ? Integer.MAX_VALUE : 1000).toArray();
            PackedWeights packed = groups
                    ? ((GroupGemm) kernel).pack(given, multiples, group, depth, columns)
                    : ((IntegerGemm) kernel).pack(weights, depth, columns);
            int[][] sums = sums(kernel, weights, a, start, rows, columns, depth);
            int stride = columns + 1;
            int length = 2 + rows * stride;

            var out = new int[length];
            var expected = new int[length];
            Arrays.fill(out, 77);
            Arrays.fill(expected, 77);
            for (int r = 0; r < rows; r++) System.arraycopy(sums[r], 0, expected, 2 + r * stride, columns);
            packed.sums(a, 3, depth + 2, rows, 0, columns, start, out, 2, stride);
            assertArrayEquals(expected, out, kernel.name());

            ColumnRequant requant = requant(random, columns);
            var codes = new byte[length];
            var expectedCodes = new byte[length];
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) expectedCodes[2 + r * stride + c] = requant.code(sums[r][c], c);
            }
            packed.codes(a, 3, depth + 2, rows, 0, columns, start, requant, codes, 2, stride);
            assertArrayEquals(expectedCodes, codes, kernel.name() + " " + requant.lo() + " " + requant.hi());

            float[] rowScales = floats(random, rows + 1);
            float[] columnScales = floats(random, columns);
            float[] bias = floats(random, extreme ? 0 : columns);
            var floats = new float[length];
            var expectedFloats = new float[length];
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    float scaled = sums[r][c] * rowScales[1 + r] * columnScales[c];
                    expectedFloats[2 + r * stride + c] = bias.length == 0 ? scaled : scaled + bias[c];
                }
            }
            packed.floats(a, 3, depth + 2, rows, 0, columns, start, rowScales, 1, columnScales, bias, floats, 2, stride);
            for (int i = 0; i < length; i++) {
                out[i] = Float.floatToRawIntBits(floats[i]);
                expected[i] = Float.floatToRawIntBits(expectedFloats[i]);
            }
            assertArrayEquals(expected, out, kernel.name());
        }
    }

    private static byte[] multipliedOut(byte[] codes, byte[] multiples, int group, int columns) {
        var weights = new byte[codes.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (codes[i] * multiples[i / columns / group * columns + i % columns]);
        }
        return weights;
    }

    private static int[][] sums(Kernel kernel, byte[] weights, byte[] a, int[] start, int rows, int columns, int depth) {
        var sums = new int[rows][columns];
        boolean signed = kernel.operands().getFirst().equals(Element.I8);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int sum = start[c];
                for (int k = 0; k < depth; k++) {
                    byte code = a[3 + r * (depth + 2) + k];
                    sum += (signed ? code : code & 0xFF) * weights[k * columns + c];
                }
                sums[r][c] = sum;
            }
        }
        return sums;
    }

    private static ColumnRequant requant(Random random, int columns) {
        int zero = random.nextInt(-400, 400);
        boolean signed = random.nextBoolean();
        int lo = (signed ? -128 : 0) + random.nextInt(100);
        int hi = (signed ? 127 : 255) - random.nextInt(100);
        int[] multipliers = random.ints(columns, 1, Integer.MAX_VALUE).map(each -> Math.max(1, each >> random.nextInt(31)))
                .toArray();
        return new ColumnRequant(multipliers, random.ints(columns, 1, 63).toArray(), zero, lo, hi);
    }

    private static byte[] bytes(Random random, int length, boolean extreme) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        if (extreme) {
            for (int i = 0; i < length; i++) bytes[i] = (byte) (bytes[i] < 100 ? -128 : -1);
        }
        return bytes;
    }

    private static float[] floats(Random random, int length) {
        var floats = new float[length];
        for (int i = 0; i < length; i++) floats[i] = random.nextFloat(-1, 1);
        return floats;
    }
}
