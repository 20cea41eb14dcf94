// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs {@code .onnx} files in ONNX Runtime, which reads them itself; graphs it does not take.
 *
 * @param threads threads that one run uses, at least 1
 * @param exact whether sums of 8-bit products must not saturate; ONNX Runtime's own default is that they may, where that is faster
 * @param optimize whether it may rewrite the model, as it does by default; without it the ops of the file run one by one, so that the two
 *         together show how far the answers of a model depend on the order of float operations
 */
public record OnnxRuntime(int threads, boolean exact, boolean optimize) implements Backend {

    /** Without it, sums of 8-bit products saturate at 16 bits on x86 CPUs that have no dot-product instructions. */
    private static final String EXACT_PRODUCTS = "session.x64quantprecision";

    public OnnxRuntime {
        if (threads < 1) throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }

    @Override public String name() { return "onnxruntime"; }

    @Override public String summary() { return "ONNX Runtime, through its own library; for .onnx files only."; }

    @Override public Optional<String> missing() {
        try {
            OrtEnvironment.getEnvironment();
            return Optional.empty();
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError | IllegalStateException e) {
            return Optional.of("its native library does not load on this machine: " + e.getMessage());
        }
    }

    @Override public boolean takesGraphs() { return false; }

    @Override public Executable prepare(Graph graph) {
        throw new DyadicException(
                Fault.MODEL, graph.name(), "ONNX Runtime takes .onnx files, not graphs.",
                "Name the .onnx file, or another backend.");
    }

    @Override public Optional<Executable> load(Path file, Registry registry) {
        if (!file.toString().endsWith(".onnx")) return Optional.empty();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(optimize ? OptLevel.ALL_OPT : OptLevel.NO_OPT);
            if (exact) options.addConfigEntry(EXACT_PRODUCTS, "1");
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return Optional.of(new Session(environment, environment.createSession(file.toString(), options)));
        } catch (OrtException e) {
            throw new DyadicException(Fault.MODEL, file.toString(), "ONNX Runtime refuses it: " + e.getMessage());
        }
    }
}
