// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.compare.Level;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class JudgeTest {

    /** The reference, run on a graph that was changed. */
    private record Changed(UnaryOperator<Graph> change) implements Backend {
        @Override public String name() { return "changed"; }
        @Override public String summary() { return "Runs another graph."; }
        @Override public Executable prepare(Graph graph) { return new Run(graph, change.apply(graph)); }
    }

    private record Run(Graph graph, Graph changed) implements Executable {
        @Override public List<Value> inputs() { return graph.inputs(); }
        @Override public List<Value> outputs() { return graph.outputs(); }
        @Override public List<Tensor> run(List<Tensor> inputs) { return Reference.run(changed, inputs); }
        @Override public boolean isThreadSafe() { return true; }
    }

    /** Rounds ties up where the op says to the even one. */
    private static Graph roundedWrongly(Graph graph) {
        return graph
                .with(graph.nodes().stream().map(node -> new Node(node.outs(), roundedWrongly(node.op()), node.ins())).toList());
    }

    private static Op roundedWrongly(Op op) {
        if (!(op instanceof Requant right)) return op;
        return new Requant(right.to(), right.axis(), Rounding.HALF_UP, right.zero(), right.lo(), right.hi());
    }

    private static Judge judge(UnaryOperator<Graph> change, String... refuses) {
        return new Judge(new Changed(change), graph -> graph, Set.of(refuses), Level.CLOSE);
    }

    @Test void findsTiesRoundedTheWrongWay() {
        Judge wrong = judge(JudgeTest::roundedWrongly);
        long broken = OpCases.all().get("int.requant").stream()
                .filter(each -> wrong.judge(each.plain(false)) instanceof Verdict.Broken)
                .count();
        assertTrue(broken > 0, "cases in which it shows");
    }

    @Test void findsAndShrinksWhatRandomGraphsShow() {
        Judge wrong = judge(JudgeTest::roundedWrongly);
        for (long seed = 0; seed < 300; seed++) {
            Trial trial = RandomGraphs.trial(seed, false, wrong);
            if (!(wrong.judge(trial) instanceof Verdict.Broken)) continue;
            Trial shrunk = new Shrinker(wrong).shrink(trial);
            List<String> rest = shrunk.graph().nodes().stream().map(node -> node.op().mnemonic()).toList();
            assertEquals(List.of("constant", "constant", "int.requant"), rest);
            assertEquals(1, shrunk.runs().size());
            return;
        }
        throw new AssertionError("no random graph shows it");
    }

    @Test void takesARefusalForWhatItIs() {
        UnaryOperator<Graph> refusing = _ -> {
            throw DyadicException.model("", "no.");
        };
        Trial trial = OpCases.all().get("add").getFirst().plain(false);
        assertInstanceOf(Verdict.Refused.class, judge(refusing, "add").judge(trial));
        assertInstanceOf(Verdict.Broken.class, judge(refusing, "mul").judge(trial));
    }

    @Test void takesACrashForAFailure() {
        UnaryOperator<Graph> crashing = _ -> {
            throw new IndexOutOfBoundsException("3");
        };
        Trial trial = OpCases.all().get("add").getFirst().plain(false);
        assertInstanceOf(Verdict.Broken.class, judge(crashing, "add").judge(trial));
    }
}
