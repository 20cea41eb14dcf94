// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.measure.Compilation;
import dev.dyadic.plugin.pipeline.Pipeline;
import dev.dyadic.plugin.recipe.Recipe;
import dev.dyadic.plugin.recipe.Step;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/** Runs the passes a recipe asks for, in the order of the stages. */
final class Compiler {

    private static final List<String> BEFORE = List.of("fold-branches", "infer-types", "remove-identity");
    private static final List<String> BETWEEN = List.of("share-equal", "remove-dead", "infer-types");
    private static final List<String> AFTER = List.of("gather-codes", "share-equal", "remove-dead");

    private final Registry registry;
    private final Context context;
    private final Recipe recipe;

    /** @param context holds the recipe and where its ranges are observed */
    Compiler(Registry registry, Context context, Recipe recipe) {
        this.registry = registry;
        this.context = context;
        this.recipe = recipe;
    }

    Compilation compile(Graph model) {
        List<Spec> first = new ArrayList<>();
        BEFORE.forEach(pass -> first.add(Spec.of(pass)));
        for (Step step : recipe.steps()) first.add(everywhere(step));
        BETWEEN.forEach(pass -> first.add(Spec.of(pass)));
        Graph typed = run(model, first);
        boolean rounds = recipe.steps().stream()
                .anyMatch(step -> registry.get(Pass.class, step.pass()).promise() == Fidelity.QUANTIZING);
        Graph judge = rounds ? run(model, BEFORE.stream().map(Spec::of).toList()) : typed;
        boolean integer = recipe.lowering().integer();
        if (recipe.rules().isEmpty() && !integer) return new Compilation(judge, typed, typed, typed);
        List<Spec> rounding = List.of(Spec.of("calibrate"), Spec.of("insert-fake-quant"));
        Graph fake = recipe.rules().isEmpty() ? typed : run(typed, rounding);
        List<Spec> last = new ArrayList<>();
        if (integer) last.add(Spec.of("fold-to-integer"));
        AFTER.forEach(pass -> last.add(Spec.of(pass)));
        return new Compilation(judge, typed, fake, run(fake, last));
    }

    private Graph run(Graph graph, List<Spec> passes) {
        List<Pass> found = passes.stream().map(spec -> registry.get(Pass.class, spec)).toList();
        return Pipeline.of(found).run(graph, context).graph();
    }

    private static Spec everywhere(Step step) {
        if (step.to().isEmpty()) return step.pass();
        throw new DyadicException(
                Fault.RECIPE, step.at().toString(),
                step.pass().name() + " works on whole graphs, not on the selection " + step.to().get() + ".",
                "Leave \"to\" and the selection out.");
    }
}
