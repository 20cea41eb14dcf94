// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.calibrate;

import dev.dyadic.plugin.calibrate.*;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.passes.BuiltIns;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A small graph and data for it. */
final class Samples {

    static final Graph GRAPH = QirParser.parse(
            "sample.qir",
            """
            graph @sample typed (%x: [B]x3x4xf32) {
              %square = mul(%x, %x) : [B]x3x4xf32
              %root = sqrt(%x) : [B]x3x4xf32
              %index = arg-max(%square) {axis=2, keep-axes=false, select-last=false} : [B]x3xi64
              return %square, %root, %index
            }
            """);

    private Samples() {}

    static Executable reference() {
        return Registry.of(new BuiltIns()).get(Backend.class, "reference").prepare(GRAPH);
    }

    static void write(Path file, String name, Tensor tensor) {
        var arrays = new LinkedHashMap<String, Tensor>();
        arrays.put(name, tensor);
        Npz.write(file, arrays);
    }

    /** Two by three by four numbers: 0 to 23 times a factor. */
    static Tensor steps(float factor) {
        float[] values = new float[24];
        for (int i = 0; i < values.length; i++) values[i] = i * factor;
        return Tensor.of(new long[] {2, 3, 4}, values);
    }

    /** Runs of seeded numbers, with batches of different sizes. */
    static DataRuns random(Path folder, int count) {
        RandomGenerator random = new SplittableRandom(count);
        for (int run = 0; run < count; run++) {
            int batch = 1 + run % 3;
            float[] values = new float[batch * 12];
            for (int i = 0; i < values.length; i++) values[i] = (float) (random.nextGaussian() * (1 + run % 7));
            write(folder.resolve("%03d.npz".formatted(run)), "x", Tensor.of(new long[] {batch, 3, 4}, values));
        }
        return DataRuns.open(folder);
    }

    /** Runs as another one does, but tells what it does. */
    static class Other implements Executable {

        private final Executable inner;

        Other(Executable inner) {
            this.inner = inner;
        }

        @Override public List<Value> inputs() { return inner.inputs(); }
        @Override public List<Value> outputs() { return inner.outputs(); }
        @Override public List<Tensor> run(List<Tensor> inputs) { return inner.run(inputs); }
        @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) { return inner.run(inputs, tap); }
        @Override public boolean isThreadSafe() { return inner.isThreadSafe(); }
        @Override public boolean canTap() { return inner.canTap(); }
    }
}
