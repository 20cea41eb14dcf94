// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.run;

import dev.dyadic.backend.simd.generate.Draft;
import dev.dyadic.backend.simd.generate.Plan;
import dev.dyadic.backend.simd.generate.Transfer;
import dev.dyadic.backend.simd.kernel.Kernels;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import dev.dyadic.simd.Program;
import dev.dyadic.simd.Workers;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;

/** A generated program. Runs at the same time use buffers of their own, which are kept for later runs; they share the workers. */
public final class SimdExecutable implements Executable {

    private static final Tap NOBODY = (_, _) -> {};

    private final Plan plan;
    private final List<Value> shown;
    private final Constructor<? extends Program> constructor;
    private final Object[] constants;
    private final List<Draft.Outside> outside;
    private final Bodies bodies;
    private final Kernels kernels;
    private final Workers workers;
    private final ConcurrentLinkedQueue<Program> idle = new ConcurrentLinkedQueue<>();
    private volatile Optional<Bound> bound = Optional.empty();
    private volatile boolean closed;

    /**
     * @param bodies run the graphs within nodes that the program has no code for
     * @param constants packed for this machine
     * @param shown what the last outputs of the generated program show; the outputs before them are its results
     */
    public SimdExecutable(
            Plan plan,
            List<Draft.Outside> outside,
            Bodies bodies,
            List<Value> shown,
            Constructor<? extends Program> constructor,
            Object[] constants,
            Kernels kernels,
            int threads) {
        this.plan = plan;
        this.outside = outside;
        this.bodies = bodies;
        this.shown = shown;
        this.constructor = constructor;
        this.constants = constants;
        this.kernels = kernels;
        this.workers = new Workers(threads);
    }

    @Override public List<Value> inputs() {
        return plan.inputs();
    }

    @Override public List<Value> outputs() {
        return plan.outputs().subList(0, results());
    }

    private int results() {
        return plan.given().size() - shown.size();
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
        return with(inputs, (program, sizes) -> {
            program.run();
            List<Tensor> results = new ArrayList<>();
            for (int i = 0; i < results(); i++) results.add(output(i, program, sizes));
            if (tap == NOBODY) return results;
            for (int i = 0; i < shown.size(); i++) tap.see(shown.get(i), output(results() + i, program, sizes));
            return results;
        });
    }

    @Override public boolean canProfile() {
        return true;
    }

    @Override public List<NodeTime> profile(List<Tensor> inputs) {
        List<Plan.Job> jobs = plan.jobs();
        var within = new BodyTimes(bodies);
        return within.within(with(create(within), inputs, (program, sizes) -> {
            long[] times = program.profile(jobs.size());
            List<NodeTime> nodes = new ArrayList<>();
            for (int i = 0; i < times.length; i++) {
                Plan.Job job = jobs.get(i);
                nodes.add(new NodeTime(job.node(), job.does(), kernel(job), times[i], sizes.of(job.macs(), plan.names()), 0));
            }
            return nodes;
        }));
    }

    /** A plugged-in kernel of a step, before those that ship with every program; empty where it has no weights. */
    private String kernel(Plan.Job job) {
        List<String> names = job.weights().stream().map(number -> kernels.name(constants[number])).toList();
        return names.stream().filter(name -> !name.equals(Kernels.PORTABLE)).findFirst()
                .orElse(names.isEmpty() ? "" : Kernels.PORTABLE);
    }

    /** Uses a program that holds the inputs, and keeps it for later runs. */
    private <R> R with(List<Tensor> inputs, BiFunction<Program, Bound, R> use) {
        Program kept = idle.poll();
        Program program = kept == null ? create((_, body, arguments) -> bodies.run(body, arguments)) : kept;
        try {
            return with(program, inputs, use);
        } finally {
            idle.add(program);
        }
    }

    private <R> R with(Program program, List<Tensor> inputs, BiFunction<Program, Bound, R> use) {
        if (closed) throw new IllegalStateException("this executable is closed");
        Bound sizes = bound.filter(each -> each.fits(inputs)).orElseGet(() -> Bound.of(plan, inputs));
        bound = Optional.of(sizes);
        try {
            program.bind(sizes.named());
            for (int i = 0; i < inputs.size(); i++) Transfer.in(inputs.get(i), plan.taken().get(i), program);
            return use.apply(program, sizes);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw (DyadicException) DyadicException
                    .input("graph @" + plan.graph(), "cannot run on this input: " + e.getMessage() + ".")
                    .initCause(e);
        }
    }

    private Tensor output(int i, Program program, Bound sizes) {
        return Transfer.out(plan.given().get(i), program, constants, sizes.outputs().get(i));
    }

    private Program create(ByReference.BodyRunner within) {
        var reference = new ByReference(outside, constants, plan.names(), within);
        try {
            return constructor.newInstance(constants, workers, reference);
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
        bodies.close();
        kernels.closing().forEach(Runnable::run);
    }
}
