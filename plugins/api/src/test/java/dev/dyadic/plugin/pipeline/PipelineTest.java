// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.compare.Level;
import dev.dyadic.plugin.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {

    private static final Graph RELU = graph("relu");
    private static final Context CONTEXT = Context.of(Registry.of());

    /** A pass that gives one graph, whatever it is given. */
    private static Pass give(Graph result, Fidelity promise, Stage leaves) {
        return new Pass() {
            @Override public String name() { return "give"; }
            @Override public String summary() { return "Gives one graph."; }
            @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
            @Override public Stage leaves(Stage now) { return leaves; }
            @Override public Fidelity promise() { return promise; }
            @Override public Graph run(Graph graph, Context context) { return result; }
        };
    }

    @Test void recordsWhatEachPassDid() {
        Graph twice = QirParser.parse("text", """
                graph @g typed (%x: 4xf32) {
                  %a = relu(%x) : 4xf32
                  %y = relu(%a) : 4xf32
                  return %y
                }
                """);
        Pipeline.Result result = pipeline(twice, Fidelity.BIT_EXACT).verifying().run(RELU, CONTEXT);
        assertEquals(twice, result.graph());
        Step step = result.steps().getFirst();
        assertEquals(List.of(1, 2), List.of(step.nodesBefore(), step.nodesAfter()));
        assertEquals(Optional.of(Level.EXACT), step.held());
    }

    @Test void refusesKernelsBeforeTheyAreSelected() {
        Graph named = RELU.with(List.of(RELU.nodes().getFirst().by("fast")));
        var e = assertThrows(BrokenRuleException.class, () -> pipeline(named, Fidelity.BIT_EXACT).run(RELU, CONTEXT));
        assertTrue(e.getMessage().contains("names the kernel \"fast\" in a graph that is typed"), e.getMessage());
        assertEquals(List.of(), StageChecks.check(named.with(Stage.SELECTED)));
    }

    @Test void refusesPassAtAnotherStage() {
        Graph raw = RELU.with(Stage.RAW);
        String message = assertThrows(DyadicException.class, () -> pipeline(RELU, Fidelity.BIT_EXACT).run(raw, CONTEXT))
                .getMessage();
        assertEquals("give: runs at the stage typed; the graph is raw. Run infer-types before it.", message);
    }

    @Test void refusesGraphThatBreaksItsStage() {
        Graph untyped = QirParser.parse("text", "graph @g typed (%x: *x?) { %y = relu(%x) : *x? return %y }");
        String message = assertThrows(DyadicException.class, () -> pipeline(RELU, Fidelity.BIT_EXACT).run(untyped, CONTEXT))
                .getMessage();
        assertTrue(message.startsWith("%x: is *x?; its element is not known. From the stage typed on"), message);
    }

    @Test void namesPassThatBreaksPromise() {
        Pipeline broken = pipeline(graph("neg"), Fidelity.FLOAT_CLOSE);
        broken.run(RELU, CONTEXT);
        String message = assertThrows(BrokenRuleException.class, () -> broken.verifying().run(RELU, CONTEXT)).getMessage();
        assertTrue(message.startsWith("give broke a rule: it promises FLOAT_CLOSE, but result 0: element "), message);
    }

    @Test void expectsNothingOfQuantizingPass() {
        Pipeline.Result result = pipeline(graph("neg"), Fidelity.QUANTIZING).verifying().run(RELU, CONTEXT);
        assertEquals(Optional.empty(), result.steps().getFirst().held());
    }

    @Test void keepsGraphsOfBrokenRule(@TempDir Path folder) throws IOException {
        Graph untyped = QirParser.parse("text", "graph @g typed (%x: 4xf32) { %y = relu(%x) : *x? return %y }");
        Context context = CONTEXT.withDumps(folder);
        String message = assertThrows(
                BrokenRuleException.class, () -> pipeline(untyped, Fidelity.BIT_EXACT).run(RELU, context))
                .getMessage();
        assertTrue(message.startsWith("give broke a rule: %y: is *x?; its element is not known. From the stage typed on"),
                message);
        assertEquals(QirPrinter.inlined(RELU), Files.readString(folder.resolve("give.before.qir")));
        assertEquals(QirPrinter.inlined(untyped), Files.readString(folder.resolve("give.after.qir")));
    }

    @Test void namesPassThatLeavesWrongStage() {
        Pipeline broken = Pipeline.of(List.of(give(RELU.with(Stage.RAW), Fidelity.BIT_EXACT, Stage.CALIBRATED)));
        String message = assertThrows(BrokenRuleException.class, () -> broken.run(RELU, CONTEXT)).getMessage();
        assertEquals("give broke a rule: stage: the graph is at the stage raw, not calibrated.", message);
    }

    private static Pipeline pipeline(Graph result, Fidelity promise) {
        return Pipeline.of(List.of(give(result, promise, Stage.TYPED)));
    }

    private static Graph graph(String op) {
        return QirParser.parse("text", "graph @g typed (%x: 4xf32) { %y = " + op + "(%x) : 4xf32 return %y }");
    }
}
