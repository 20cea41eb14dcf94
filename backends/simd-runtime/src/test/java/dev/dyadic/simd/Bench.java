// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Locale;
import java.util.Random;

/** Prints how fast the kernels are, against multiply-adds in registers and against a plain copy, measured in the same run. */
final class Bench {

    private static final int ROUNDS = 4;

    static volatile float sink;

    private Bench() {}

    public static void main(String[] arguments) {
        System.out.println("lanes: " + Lanes.BITS + " bits");
        double peak = best(Bench::chains) * 1e-9;
        say("multiply-adds in registers", peak, peak, "GMAC/s");
        for (int[] size : new int[][] {{512, 512, 512}, {128, 384, 384}, {128, 384, 1536}, {128, 1536, 384}, {16, 384, 1536}}) {
            say("fp32 " + size[0] + "x" + size[1] + "x" + size[2], best(() -> gemm(size[0], size[1], size[2])) * 1e-9, peak,
                    "GMAC/s");
        }
        double fp32 = best(() -> gemm(512, 512, 512)) * 1e-9;
        say("int8 512x512x512, to fp32", best(() -> codes(512, 512, 512)) * 1e-9, fp32, "GMAC/s");
        say("int8 1x4096x4096, to fp32", best(() -> codes(1, 4096, 4096)) * 1e-9, fp32, "GMAC/s");
        for (int bits : new int[] {4, 2}) {
            for (int rows : new int[] {1, 4, 512}) {
                int size = rows == 512 ? 512 : 4096;
                String what = "i" + bits + " " + rows + "x" + size + "x" + size + " in groups, to fp32";
                say(what, best(() -> groups(bits, rows, size)) * 1e-9, fp32, "GMAC/s");
            }
        }
        float[] x = floats(128 * 1536);
        float[] y = new float[x.length];
        double copy = best(() -> rate(x.length, () -> System.arraycopy(x, 0, y, 0, x.length))) * 1e-9;
        say("gelu, to a copy", best(() -> rate(x.length, () -> FloatMath.gelu(x, 0, y, 0, x.length))) * 1e-9, copy, "G/s");
    }

    static void say(String what, double rate, double against, String unit) {
        System.out.println(String.format(Locale.ROOT, "%-34s %7.1f %s %6.2f", what, rate, unit, rate / against));
    }

    interface Work {
        /** Does some work over and over, and returns units per second. */
        double rate();
    }

    static double best(Work work) {
        double best = 0;
        for (int i = 0; i < ROUNDS; i++) best = Math.max(best, work.rate());
        return best;
    }

    static double rate(double units, Runnable body) {
        long start = System.nanoTime();
        long now = start;
        int runs = 0;
        while (now - start < 150_000_000L) {
            body.run();
            runs++;
            now = System.nanoTime();
        }
        return units * runs / ((now - start) * 1e-9);
    }

    private static double chains() {
        return rate(10.0 * Lanes.FLOATS * 10_000, () -> sink = Peak.chains(10_000));
    }

    private static double gemm(int rows, int depth, int columns) {
        float[] a = floats(rows * depth);
        float[] packed = FloatGemm.pack(floats(depth * columns), 0, columns, 1, depth, columns);
        float[] bias = floats(columns);
        float[] out = new float[rows * columns];
        return rate((double) rows * depth * columns,
                () -> FloatGemm.OWN.multiply(a, 0, depth, rows, packed, 0, depth, 0, columns, 1, bias, out, 0, columns));
    }

    private static double codes(int rows, int depth, int columns) {
        return products(CodeGemm.pack(bytes(depth * columns), depth, columns, false), rows, depth, columns);
    }

    private static double groups(int bits, int rows, int size) {
        byte[] codes = bytes(size * size);
        for (int i = 0; i < codes.length; i++) codes[i] = (byte) (codes[i] >> 8 - bits);
        byte[] multiples = bytes(size / 32 * size);
        for (int i = 0; i < multiples.length; i++) multiples[i] = (byte) (multiples[i] >> bits);
        return products(GroupGemm.pack(codes, multiples, 32, size, size, false), rows, size, size);
    }

    private static double products(CodeWeights weights, int rows, int depth, int columns) {
        byte[] a = bytes(rows * depth);
        float[] scales = floats(Math.max(rows, columns));
        float[] out = new float[rows * columns];
        int[] start = new int[columns];
        return rate((double) rows * depth * columns,
                () -> weights.floats(a, 0, depth, rows, 0, columns, start, scales, 0, scales, scales, out, 0, columns));
    }

    static float[] floats(int count) {
        Random random = new Random(count);
        float[] result = new float[count];
        for (int i = 0; i < count; i++) result[i] = random.nextFloat() - 0.5f;
        return result;
    }

    static byte[] bytes(int count) {
        byte[] result = new byte[count];
        new Random(count).nextBytes(result);
        return result;
    }
}
