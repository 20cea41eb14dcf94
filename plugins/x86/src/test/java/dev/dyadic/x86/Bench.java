// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.FloatGemm;
import dev.dyadic.plugin.kernel.GroupGemm;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedTable;
import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.plugin.kernel.TableLookup;
import dev.dyadic.testkit.contract.KernelChecks;
import dev.dyadic.x86.code.VectorOp;
import dev.dyadic.x86.code.Width;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Checks every row that runs on this machine, then prints its rates: of a product of matrices with 512 everywhere against the peak of its
 * instruction, and of a row by 4096 x 4096 weights against a plain copy, measured in the same run.
 */
final class Bench {

    private static final int SIZE = 512;
    private static final int LARGE = 4096;

    private Bench() {}

    public static void main(String[] arguments) throws Throwable {
        byte[] from = new byte[LARGE * LARGE];
        byte[] to = new byte[LARGE * LARGE];
        double copy = Rate.best(from.length, () -> System.arraycopy(from, 0, to, 0, from.length));
        System.out.printf(Locale.ROOT, "a copy of 16 MiB reads %.1f GB/s%n", copy);
        for (Contribution each : new X86Plugin().contributions()) {
            Kernel kernel = (Kernel) each;
            if (kernel.missing().isPresent()) {
                System.out.println(kernel.name() + ": " + kernel.missing().get());
                continue;
            }
            if (kernel instanceof FloatGemm gemm) {
                floats(gemm);
                continue;
            }
            System.out.println(kernel.name() + ": " + run(KernelChecks.of(kernel)) + " checks of the contract passed");
            if (kernel instanceof TableLookup lookup) {
                lookups(lookup);
                continue;
            }
            double peak = peak(kernel.name());
            double square = rate(pack(kernel, SIZE, false), SIZE);
            System.out.printf(Locale.ROOT, "  512x512x512 %.1f GMAC/s, peak %.1f, share %.2f%n", square, peak, square / peak);
            row(pack(kernel, LARGE, false), copy, "");
            if (kernel.operands().getLast().bits() == 2) row(pack(kernel, LARGE, true), copy, " of 1 and -1");
        }
    }

    private static void row(PackedWeights weights, double copy, String which) {
        double products = rate(weights, 1);
        double nanoseconds = (double) LARGE * LARGE / products;
        double read = weights.bytes() / nanoseconds;
        System.out.printf(Locale.ROOT,
                "  1x4096x4096 %.3f ms, %.1f GMAC/s, reads %.1f GB/s of weights%s, %.2f of the copy%n",
                nanoseconds / 1e6, products, read, which, read / copy);
    }

    private static void floats(FloatGemm gemm) {
        float[] a = new float[SIZE * SIZE];
        float[] b = new float[SIZE * SIZE];
        float[] out = new float[SIZE * SIZE];
        float[] none = {};
        double rate = Rate.best((double) SIZE * SIZE * SIZE,
                () -> gemm.multiply(a, 0, SIZE, SIZE, b, 0, SIZE, 0, SIZE, 1, none, out, 0, SIZE));
        double peak = new Peak(VectorOp.VFMADD231PS, gemm.name().contains("512") ? Width.ZMM : Width.YMM).measure();
        System.out.printf(Locale.ROOT, "%s%n  512x512x512 %.1f GMAC/s, peak %.1f, share %.2f%n", gemm.name(), rate, peak,
                rate / peak);
    }

    private static void lookups(TableLookup lookup) {
        byte[] table = new byte[256];
        byte[] x = new byte[SIZE * SIZE];
        byte[] out = new byte[SIZE * SIZE];
        new Random(1).nextBytes(table);
        new Random(2).nextBytes(x);
        PackedTable packed = lookup.pack(table);
        double rate = Rate.best(x.length, () -> packed.codes(x, 0, x.length, out, 0));
        double plain = Rate.best(x.length, () -> {
            for (int i = 0; i < x.length; i++) out[i] = table[x[i] & 0xFF];
        });
        System.out.printf(Locale.ROOT, "  256 KiB of codes %.2f GB/s, %.1f times plain indexing%n", rate, rate / plain);
    }

    private static int run(DynamicNode node) throws Throwable {
        if (node instanceof DynamicTest test) {
            test.getExecutable().execute();
            return 1;
        }
        int count = 0;
        for (DynamicNode each : ((DynamicContainer) node).getChildren().toList()) count += run(each);
        return count;
    }

    private static double peak(String name) {
        if (name.contains("avx512")) return new Peak(VectorOp.VPDPBUSD, Width.ZMM).measure();
        if (name.contains("vnni")) return new Peak(VectorOp.VPDPBUSD, Width.YMM).measure();
        return new Peak(name.contains("groups") ? VectorOp.VPMADDUBSW : VectorOp.VPMADDWD, Width.YMM).measure();
    }

    private static PackedWeights pack(Kernel kernel, int size, boolean signs) {
        byte[] weights = new byte[size * size];
        new Random(1).nextBytes(weights);
        if (kernel instanceof IntegerGemm gemm) return gemm.pack(weights, size, size);
        int bits = kernel.operands().getLast().bits();
        for (int i = 0; i < weights.length; i++) weights[i] = (byte) (signs ? weights[i] >> 7 | 1 : weights[i] >> 8 - bits);
        byte[] multiples = new byte[size / 32 * size];
        Arrays.fill(multiples, (byte) 11);
        return ((GroupGemm) kernel).pack(weights, multiples, 32, size, size);
    }

    private static double rate(PackedWeights weights, int rows) {
        int size = weights.depth();
        byte[] a = new byte[rows * size];
        new Random(2).nextBytes(a);
        int[] start = new int[size];
        int[] sums = new int[rows * size];
        return Rate.best((double) rows * size * size, () -> weights.sums(a, 0, size, rows, 0, size, start, sums, 0, size));
    }
}
