// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.pipeline.Pipeline;
import dev.dyadic.plugin.recipe.Recipe;
import dev.dyadic.plugin.recipe.Step;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/** Runs the passes a recipe asks for, in the order of the stages. */
final class Compiler {

    /**
     * The graphs on the way, each equal to the one before where nothing is quantized.
     *
     * @param typed the model in canonical form, still float
     * @param fake with explicit quantize, dequantize pairs
     * @param done the program
     */
    record Compiled(Graph typed, Graph fake, Graph done) {}

    private static final List<String> BEFORE = List.of("infer-types", "remove-identity");
    private static final List<String> BETWEEN = List.of("share-equal", "remove-dead", "infer-types");

    private final Registry registry;
    private final Context context;
    private final Recipe recipe;

    /** @param context holds the recipe and where its ranges are observed */
    Compiler(Registry registry, Context context, Recipe recipe) {
        this.registry = registry;
        this.context = context;
        this.recipe = recipe;
    }

    Compiled compile(Graph model) {
        List<Spec> first = new ArrayList<>();
        BEFORE.forEach(pass -> first.add(Spec.of(pass)));
        for (Step step : recipe.steps()) first.add(everywhere(step));
        BETWEEN.forEach(pass -> first.add(Spec.of(pass)));
        Graph typed = run(model, first);
        if (recipe.rules().isEmpty()) return new Compiled(typed, typed, typed);
        Graph fake = run(typed, List.of(Spec.of("calibrate"), Spec.of("insert-fake-quant")));
        if (!recipe.lowering().integer()) return new Compiled(typed, fake, fake);
        return new Compiled(typed, fake,
                run(fake, List.of(Spec.of("fold-to-integer"), Spec.of("share-equal"), Spec.of("remove-dead"))));
    }

    private Graph run(Graph graph, List<Spec> passes) {
        List<Pass> found = passes.stream().map(spec -> registry.get(Pass.class, spec)).toList();
        return Pipeline.of(found).run(graph, context).graph();
    }

    private static Spec everywhere(Step step) {
        if (step.to().isEmpty()) return step.pass();
        throw new DyadicException(
                Fault.RECIPE, step.at().toString(), step.pass().name() + " works on whole graphs, not on a selection.",
                "Leave \"to\" out.");
    }
}
