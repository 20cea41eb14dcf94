// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.compare.Level;
import dev.dyadic.plugin.pipeline.PromiseCheck.Outcome;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Options;
import dev.dyadic.plugin.spec.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Passes in a row. Before and after each, the rules of the stages are checked; where it is asked to verify, it also runs the graphs
 * before and after on random inputs and holds the pass to its promise.
 */
public final class Pipeline {

    /** The graph at the end, and what each pass did on the way to it. */
    public record Result(Graph graph, List<Step> steps) {
        public Result {
            steps = List.copyOf(steps);
        }
    }

    private final List<Pass> passes;
    private final boolean verifies;

    private Pipeline(List<Pass> passes, boolean verifies) {
        this.passes = List.copyOf(passes);
        this.verifies = verifies;
    }

    public static Pipeline of(List<Pass> passes) {
        return new Pipeline(passes, false);
    }

    /** Passes as text: {@code fold-constants, smooth{alpha=0.5}}. */
    public static Pipeline parse(String text, String where, Registry registry) {
        return of(Spec.parseAll(text, where).stream()
                .map(spec -> registry.get(Pass.class, spec))
                .toList());
    }

    /** The same passes, each held to its promise. */
    public Pipeline verifying() {
        return new Pipeline(passes, true);
    }

    public List<Pass> passes() {
        return passes;
    }

    /**
     * Runs the passes.
     *
     * @throws DyadicException if the graph is not at a stage the next pass runs at, breaks a rule of its stage, or a pass cannot deal
     *     with it
     * @throws BrokenRuleException if a pass leaves a graph that breaks a rule, or breaks its promise
     */
    public Result run(Graph graph, Context context) {
        List<Problem> problems = StageChecks.check(graph);
        if (!problems.isEmpty()) throw new DyadicException(Fault.MODEL, problems);
        Graph now = graph;
        List<Step> steps = new ArrayList<>();
        try (Progress.Task task = context.progress().start("passes", passes.size())) {
            for (Pass pass : passes) {
                Graph before = now;
                now = step(pass, before, context, steps);
                task.advance(1);
            }
        }
        return new Result(now, steps);
    }

    private Graph step(Pass pass, Graph before, Context context, List<Step> steps) {
        if (!pass.at().contains(before.stage())) throw tooEarlyOrLate(pass, before.stage());
        long start = System.nanoTime();
        Graph after = pass.run(before, context);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        boolean changed = !after.equals(before);
        Optional<Level> held = Optional.empty();
        if (changed) {
            checkRules(pass, before, after, context);
            if (verifies) held = verify(pass, before, after, context);
        }
        steps.add(new Step(
                Options.spec(pass).toString(),
                before.stage(),
                after.stage(),
                before.nodes().size(),
                after.nodes().size(),
                changed,
                time,
                pass.promise(),
                held));
        return after;
    }

    private static DyadicException tooEarlyOrLate(Pass pass, Stage stage) {
        String stages = pass.at().stream().sorted().map(Stage::word).collect(Collectors.joining(", "));
        return new DyadicException(
                Fault.USAGE,
                pass.name(),
                "runs at the stage " + stages + "; the graph is " + stage.word() + ".",
                stage == Stage.RAW ? "Run infer-types before it." : "Change the order of the passes.");
    }

    private static void checkRules(Pass pass, Graph before, Graph after, Context context) {
        List<Problem> problems = new ArrayList<>(StageChecks.check(after));
        Stage promised = pass.leaves(before.stage());
        if (after.stage() != promised) {
            String what = "the graph is at the stage " + after.stage().word() + ", not " + promised.word() + ".";
            problems.add(Problem.of("stage", what));
        }
        if (!names(before.inputs()).equals(names(after.inputs())) || !names(before.outputs()).equals(names(after.outputs()))) {
            problems.add(Problem.of("interface", "the names of inputs and outputs are not those of the graph before."));
        }
        if (problems.isEmpty()) return;
        throw broken(pass, problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), before, after, context);
    }

    private static Optional<Level> verify(Pass pass, Graph before, Graph after, Context context) {
        Optional<Level> level = pass.promise().level();
        if (level.isEmpty()) return Optional.empty();
        return switch (PromiseCheck.compare(before, after, level.get(), context.seed())) {
            case Outcome.Held(Level held) -> Optional.of(held);
            case Outcome.NotRun(String why) -> {
                context.note(pass.name(), "its promise could not be checked on random inputs: " + why);
                yield Optional.empty();
            }
            case Outcome.Failed(String why) ->
                throw broken(pass, "the graph does not run any more: " + why, before, after, context);
            case Outcome.Broken(String difference) ->
                throw broken(pass, "it promises " + pass.promise() + ", but " + difference, before, after, context);
        };
    }

    private static BrokenRuleException broken(Pass pass, String what, Graph before, Graph after, Context context) {
        String dump = context.dumps().map(folder -> Dump.write(folder, pass, before, after)).orElse("");
        return new BrokenRuleException(pass.name() + " broke a rule: " + what + dump);
    }

    private static List<String> names(List<Value> values) {
        return values.stream().map(Value::name).toList();
    }
}
