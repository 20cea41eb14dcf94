// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Measures kernels on jobs of random operands, on the calling thread. */
public final class KernelTiming {

    private static final long WARM_UP = 100_000_000;
    private static final long BATCH = 10_000_000;
    private static final int BATCHES = 9;

    private KernelTiming() {}

    /** The nanoseconds a job takes, the median of several batches; nothing for a kernel that is called in a way not known here. */
    public static OptionalDouble measure(Kernel kernel, KernelJob job) {
        int rows = Math.toIntExact(job.size().rows());
        int columns = Math.toIntExact(job.size().columns());
        int depth = Math.toIntExact(job.size().depth());
        if (kernel instanceof FloatGemm gemm) return OptionalDouble.of(floats(gemm, rows, columns, depth));
        Optional<PackedWeights> packed = pack(kernel, job, depth, columns);
        if (packed.isEmpty()) return OptionalDouble.empty();
        byte[] codes = random(job.operands().getFirst(), Math.multiplyExact(rows, depth));
        int[] start = new int[columns];
        int[] sums = new int[Math.multiplyExact(rows, columns)];
        try (PackedWeights weights = packed.get()) {
            return OptionalDouble.of(median(() -> weights.sums(codes, 0, depth, rows, 0, columns, start, sums, 0, columns)));
        }
    }

    private static double floats(FloatGemm gemm, int rows, int columns, int depth) {
        int width = gemm.tile().columns();
        float[] a = new float[Math.multiplyExact(rows, depth)];
        float[] panels = new float[Math.multiplyExact(Math.multiplyExact(Math.ceilDiv(columns, width), width), depth)];
        Arrays.fill(a, 0.5f);
        Arrays.fill(panels, 0.5f);
        float[] out = new float[Math.multiplyExact(rows, columns)];
        float[] none = {};
        return median(() -> gemm.multiply(a, 0, depth, rows, panels, 0, depth, 0, columns, 1, none, out, 0, columns));
    }

    private static Optional<PackedWeights> pack(Kernel kernel, KernelJob job, int depth, int columns) {
        byte[] weights = random(job.operands().getLast(), Math.multiplyExact(depth, columns));
        if (kernel instanceof IntegerGemm gemm) return Optional.of(gemm.pack(weights, depth, columns));
        if (!(kernel instanceof GroupGemm gemm)) return Optional.empty();
        int group = Math.toIntExact(job.group());
        byte[] multiples = new byte[Math.multiplyExact(Math.ceilDiv(depth, group), columns)];
        Arrays.fill(multiples, (byte) 1);
        return Optional.of(gemm.pack(weights, multiples, group, depth, columns));
    }

    private static byte[] random(Element element, int count) {
        var random = new SplittableRandom(1);
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) values[i] = (byte) random.nextLong(element.min(), element.max() + 1);
        return values;
    }

    private static double median(Runnable job) {
        long began = System.nanoTime();
        int calls = 0;
        do {
            job.run();
            calls++;
        } while (System.nanoTime() - began < WARM_UP);
        int batch = (int) Math.max(1, calls * BATCH / (System.nanoTime() - began));
        double[] times = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            long start = System.nanoTime();
            for (int call = 0; call < batch; call++) job.run();
            times[i] = (double) (System.nanoTime() - start) / batch;
        }
        Arrays.sort(times);
        return times[BATCHES / 2];
    }
}
