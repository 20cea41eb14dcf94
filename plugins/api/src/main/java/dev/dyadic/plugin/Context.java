// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.plugin.recipe.Recipe;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What surrounds a pass.
 *
 * @param registry where other contributions are found
 * @param seed what all chance comes from
 * @param progress where long work shows how far it is
 * @param notes where a pass says what the user should know and no error is
 * @param dumps a folder for graphs that broke a rule, if they are to be kept
 * @param recipe what is to become of the model, where there is a recipe
 * @param observations where statistics of values come from
 * @param decisions where a pass says what it decided about a node, and by which rule
 */
public record Context(
        Registry registry,
        long seed,
        Progress progress,
        Consumer<Problem> notes,
        Optional<Path> dumps,
        Optional<Recipe> recipe,
        Observations observations,
        Consumer<Decision> decisions) {

    /** Seed 0, no progress, notes dropped, no graphs kept. */
    public static Context of(Registry registry) {
        return new Context(registry, 0, Progress.NONE, _ -> {}, Optional.empty(), Optional.empty(), Observations.NONE, _ -> {});
    }

    public Context withSeed(long other) {
        return new Context(registry, other, progress, notes, dumps, recipe, observations, decisions);
    }

    public Context with(Progress other) {
        return new Context(registry, seed, other, notes, dumps, recipe, observations, decisions);
    }

    public Context withNotes(Consumer<Problem> other) {
        return new Context(registry, seed, progress, other, dumps, recipe, observations, decisions);
    }

    public Context withDecisions(Consumer<Decision> other) {
        return new Context(registry, seed, progress, notes, dumps, recipe, observations, other);
    }

    /** Keeps graphs that broke a rule in this folder. */
    public Context withDumps(Path folder) {
        return new Context(registry, seed, progress, notes, Optional.of(folder), recipe, observations, decisions);
    }

    /** With a recipe, and data its ranges can be found on. */
    public Context with(Recipe other, Observations found) {
        return new Context(registry, seed, progress, notes, dumps, Optional.of(other), found, decisions);
    }

    /** The recipe; a pass that cannot do without says so here. */
    public Recipe wantedRecipe(String pass) {
        return recipe.orElseThrow(() -> new DyadicException(
                DyadicException.Fault.USAGE, pass, "needs a recipe.",
                "It runs as part of: dyadic compile MODEL --recipe RECIPE."));
    }

    /** The ranges of values of a graph on the calibration data, by name; found now, for this graph. */
    public Map<String, Sketch.Range> observe(Graph graph, Map<String, Observer> watched) {
        return observations.observe(graph, watched);
    }

    /** What is tallied of values of a graph on the calibration data, by name; nothing where there is no data. */
    public <T extends Tally<T>> Map<String, T> tally(Graph graph, Map<String, Supplier<T>> starts) {
        return observations.tally(graph, starts);
    }

    /** Random numbers of their own for each purpose; the same for the same seed and purpose, on any machine. */
    public RandomGenerator random(String purpose) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ purpose.hashCode());
    }

    /** Tells what was decided about a node, and by the rule at which position. */
    public void decide(String node, Decision.Topic topic, String what, String by) {
        decisions.accept(new Decision(node, topic, what, by));
    }

    /** Tells the user something that is no error. */
    public void note(String where, String what) {
        notes.accept(Problem.of(where, what));
    }
}
