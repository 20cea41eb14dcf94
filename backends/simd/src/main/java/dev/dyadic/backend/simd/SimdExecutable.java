// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Inputs;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.plugin.Executable;
import dev.dyadic.simd.CodeWeights;
import dev.dyadic.simd.Program;
import dev.dyadic.simd.Workers;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A generated program. Runs at the same time use buffers of their own, which are kept for later runs; they share the workers. */
final class SimdExecutable implements Executable {

    private static final Tap NOBODY = (_, _) -> {};

    private final Generator.Generated generated;
    private final List<Value> shown;
    private final Constructor<? extends Program> constructor;
    private final Object[] constants;
    private final List<CodeWeights> packed;
    private final Workers workers;
    private final ConcurrentLinkedQueue<Program> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** @param shown what the last outputs of the generated program show; the outputs before them are its results */
    SimdExecutable(
            Generator.Generated generated,
            List<Value> shown,
            Constructor<? extends Program> constructor,
            List<CodeWeights> packed,
            int threads) {
        this.generated = generated;
        this.shown = shown;
        this.constructor = constructor;
        this.constants = generated.draft().constants().toArray();
        this.packed = packed;
        this.workers = new Workers(threads);
    }

    @Override public List<Value> inputs() {
        return generated.graph().inputs();
    }

    @Override public List<Value> outputs() {
        return generated.graph().outputs().subList(0, results());
    }

    private int results() {
        return generated.outputs().size() - shown.size();
    }

    @Override public boolean isThreadSafe() {
        return true;
    }

    @Override public boolean canTap() {
        return !shown.isEmpty();
    }

    @Override public List<Tensor> run(List<Tensor> inputs) {
        return run(inputs, NOBODY);
    }

    @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) {
        if (closed) throw new IllegalStateException("this executable is closed");
        Map<String, Long> sizes = Inputs.check(generated.graph(), inputs);
        Program program = idle.poll();
        if (program == null) program = create();
        try {
            return run(program, inputs, sizes, tap);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw (DyadicException) DyadicException
                    .input("graph @" + generated.graph().name(), "cannot run on this input: " + e.getMessage() + ".")
                    .initCause(e);
        } finally {
            idle.add(program);
        }
    }

    private List<Tensor> run(Program program, List<Tensor> inputs, Map<String, Long> sizes, Tap tap) {
        int[] named = new int[generated.draft().sizes().fields().size()];
        int i = 0;
        for (String name : generated.draft().sizes().fields().keySet()) named[i++] = Math.toIntExact(sizes.get(name));
        program.bind(named);
        for (int j = 0; j < inputs.size(); j++) Transfer.in(inputs.get(j), generated.inputs().get(j), program);
        program.run();
        List<Tensor> results = new ArrayList<>();
        for (Located output : generated.outputs().subList(0, results())) results.add(out(output, program, sizes));
        if (tap == NOBODY) return results;
        for (int j = 0; j < shown.size(); j++) {
            tap.see(shown.get(j), out(generated.outputs().get(results() + j), program, sizes));
        }
        return results;
    }

    private Tensor out(Located at, Program program, Map<String, Long> sizes) {
        return Transfer.out(at, program, constants, sizes(at, sizes));
    }

    private static long[] sizes(Located at, Map<String, Long> named) {
        if (at.isBoxed()) return new long[0];
        return at.shape().dims().stream().mapToLong(dim -> size(dim, named)).toArray();
    }

    static long size(Dim dim, Map<String, Long> named) {
        if (dim.isConstant()) return dim.constant();
        Map<String, Dim> values = new java.util.HashMap<>();
        named.forEach((name, size) -> values.put(name, Dim.of(size)));
        return dim.substitute(values).constant();
    }

    private Program create() {
        var outside = new ByReference(generated.draft().outside(), constants,
                List.copyOf(generated.draft().sizes().fields().keySet()));
        try {
            return constructor.newInstance(constants, workers, outside);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("a generated program cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated program cannot be made", e);
        }
    }

    @Override public void close() {
        if (closed) return;
        closed = true;
        workers.close();
        for (CodeWeights weights : packed) if (weights instanceof PluggedWeights plugged) plugged.close();
    }
}
