// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.Plugin;
import dev.dyadic.plugin.compare.Level;
import dev.dyadic.plugin.pipeline.Pipeline;
import dev.dyadic.plugin.pipeline.PromiseCheck;
import dev.dyadic.plugin.pipeline.PromiseCheck.Outcome;
import dev.dyadic.plugin.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests the passes of a plug-in on the golden files in {@code src/test/resources/golden/<pass>/<case>.qir}:
 *
 * <pre>{@code
 * // pass: name{option=value}
 * graph @case typed (%x: 1x8xf32) { ... }
 * // ---- becomes
 * graph @case typed (%x: 1x8xf32) { ... }
 * }</pre>
 *
 * or, instead of the second graph, {@code // fails: message}. Of each case it tests that the first text is canonical, that the pass gives
 * exactly the second, keeps the rules of the stages, changes nothing when it runs again, and keeps its promise on random inputs. Every
 * pass needs a folder, and a case in which it leaves the graph alone. With {@code -Ddyadic.golden.update=true} the files are
 * written anew with what the passes give.
 */
public final class GoldenFiles {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final boolean UPDATE = Boolean.getBoolean("dyadic.golden.update");
    private static final int SEEDS = 3;

    private final Registry registry;
    private final UnaryOperator<Context> surroundings;

    private GoldenFiles(Registry registry, UnaryOperator<Context> surroundings) {
        this.registry = registry;
        this.surroundings = surroundings;
    }

    /** The tests of a plug-in's passes, for a {@code @TestFactory}. */
    public static Stream<DynamicNode> of(Plugin plugin) {
        return of(plugin, FOLDER, context -> context);
    }

    /** The tests of a plug-in's passes, run in a context with what they need: a recipe, ranges. */
    public static Stream<DynamicNode> of(Plugin plugin, UnaryOperator<Context> surroundings) {
        return of(plugin, FOLDER, surroundings);
    }

    /** The tests of a plug-in's passes whose golden files lie in another folder. */
    public static Stream<DynamicNode> of(Plugin plugin, Path folder, UnaryOperator<Context> surroundings) {
        var files = new GoldenFiles(Registry.of(plugin), surroundings);
        List<String> passes = files.registry.names(Pass.class);
        DynamicTest folders = dynamicTest("every folder is named like a pass", () -> {
            List<String> unknown = list(folder, Files::isDirectory).stream()
                    .map(each -> each.getFileName().toString())
                    .filter(Predicate.not(passes::contains))
                    .toList();
            assertEquals(List.of(), unknown);
        });
        return Stream.concat(Stream.of(folders), passes.stream().map(pass -> files.tests(pass, folder.resolve(pass))));
    }

    private DynamicContainer tests(String pass, Path folder) {
        List<GoldenCase> cases = list(folder, each -> each.toString().endsWith(".qir")).stream().map(GoldenCase::read).toList();
        List<DynamicNode> tests = new ArrayList<>();
        tests.add(dynamicTest("leaves a graph alone", () -> assertTrue(
                cases.stream().anyMatch(GoldenCase::isLeftAlone),
                folder + " holds no case in which the graph stays as it is")));
        for (GoldenCase each : cases) {
            tests.add(dynamicTest(each.name() + " is of this pass", () -> assertEquals(pass, each.pass().name())));
            tests.add(dynamicContainer(each.name(), UPDATE ? Stream.of(update(each)) : tests(each)));
        }
        return dynamicContainer(pass, tests);
    }

    private Stream<DynamicTest> tests(GoldenCase golden) {
        DynamicTest canonical = dynamicTest("is canonical text",
                () -> assertEquals(golden.before(), QirPrinter.inlined(parse(golden))));
        if (golden.fails()) return Stream.of(canonical, dynamicTest("fails as expected", () -> checkFailure(golden)));
        return Stream.of(
                canonical,
                dynamicTest("gives the graph expected", () -> assertEquals(golden.after(), QirPrinter.inlined(run(golden)))),
                dynamicTest("reads back what it gives", () -> checkRoundTrip(golden)),
                dynamicTest("changes nothing when it runs again", () -> checkAgain(golden)),
                dynamicTest("keeps its promise", () -> checkPromise(golden)));
    }

    private DynamicTest update(GoldenCase golden) {
        return dynamicTest("is written anew", () -> {
            String before = QirPrinter.inlined(parse(golden));
            try {
                golden.becoming(before, QirPrinter.inlined(run(golden))).write();
            } catch (DyadicException refused) {
                golden.failing(before, refused.getMessage()).write();
            }
        });
    }

    private void checkFailure(GoldenCase golden) {
        DyadicException refused = assertThrows(DyadicException.class, () -> run(golden));
        assertEquals(golden.message(), refused.getMessage());
    }

    private void checkRoundTrip(GoldenCase golden) {
        String text = QirPrinter.inlined(run(golden));
        assertEquals(text, QirPrinter.inlined(QirParser.parse(golden.name(), text)));
    }

    private void checkAgain(GoldenCase golden) {
        Graph once = run(golden);
        Pass pass = pass(golden);
        if (!pass.at().contains(once.stage())) return;
        assertEquals(QirPrinter.inlined(once), QirPrinter.inlined(run(pass, once)));
    }

    private void checkPromise(GoldenCase golden) {
        Graph before = parse(golden);
        Graph after = run(golden);
        Level level = pass(golden).promise().level().orElse(Level.CLOSE);
        boolean promises = pass(golden).promise().level().isPresent();
        for (long seed = 0; seed < SEEDS; seed++) {
            switch (PromiseCheck.compare(before, after, level, seed)) {
                case Outcome.Held _ -> {}
                case Outcome.NotRun(String why) -> fail("the graph before does not run on random inputs: " + why);
                case Outcome.Failed(String why) -> fail("seed " + seed + ": the graph does not run any more: " + why);
                case Outcome.Broken(String difference) -> {
                    if (promises) fail("seed " + seed + ": " + difference);
                }
            }
        }
    }

    private Graph parse(GoldenCase golden) {
        return QirParser.parse(golden.file().toString(), golden.before());
    }

    private Pass pass(GoldenCase golden) {
        return registry.get(Pass.class, golden.pass());
    }

    private Graph run(GoldenCase golden) {
        return run(pass(golden), parse(golden));
    }

    private Graph run(Pass pass, Graph graph) {
        return Pipeline.of(List.of(pass)).run(graph, surroundings.apply(Context.of(registry))).graph();
    }

    private static List<Path> list(Path folder, Predicate<Path> filter) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(filter).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
