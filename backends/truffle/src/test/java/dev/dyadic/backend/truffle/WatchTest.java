// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.instrumentation.InstrumentableNode.WrapperNode;
import com.oracle.truffle.api.nodes.NodeUtil;
import dev.dyadic.backend.truffle.step.GraphTrees;
import dev.dyadic.backend.truffle.step.Kernels;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.watch.WatchedTree;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.Test;

/** Taps and profiles are event nodes, which are in a tree only while a run is watched. */
class WatchTest {

    private static final String PRODUCT = """
            graph @product integer (%x: [N]x3xu8) {
              %w = constant() {value=3x2xi8(1, -2, 3, 4, 5, -128)} : 3x2xi8
              %z = constant() {value=u8(7)} : u8
              %wz = constant() {value=i8(0)} : i8
              %sum = matmul-integer(%x, %w, %z, %wz) : [N]x2xi32
              %twice = add(%sum, %sum) : [N]x2xi32
              %y = int.clamp(%twice) {lo=-100, hi=100} : [N]x2xi32
              return %y
            }
            """;

    private static final Graph GRAPH = QirParser.parse("product", PRODUCT);
    private static final List<Tensor> X = List.of(Tensor.ofLongs(Element.U8, new long[] {2, 3}, 1, 2, 3, 40, 50, 255));

    @Test void profilesEveryStepAsItRuns() {
        try (Executable executable = new TruffleBackend(true, false).prepare(GRAPH)) {
            List<NodeTime> times = executable.profile(X);
            assertEquals(List.of("sum", "y"), times.stream().map(NodeTime::node).toList());
            assertEquals(List.of("matmul-integer", "add+int.clamp"), times.stream().map(NodeTime::op).toList());
            assertEquals(List.of("loops", "compiled"), times.stream().map(NodeTime::kernel).toList());
            assertEquals(12, times.getFirst().macs());
            assertEquals(6 + 6 + 1 + 1 + 16, times.getFirst().bytes());
            assertTrue(times.stream().allMatch(each -> each.nanoseconds() > 0));
        }
    }

    @Test void tapsShowWhatTheValuesAreAsOutputs() {
        Map<String, Tensor> seen = new LinkedHashMap<>();
        try (Executable executable = new TruffleBackend(true, false).prepare(GRAPH)) {
            executable.run(X, (value, tensor) -> seen.put(value.name(), tensor));
        }
        List<Value> values = GRAPH.nodes().stream().map(node -> node.out()).toList();
        Graph all = new Graph(GRAPH.name(), GRAPH.stage(), GRAPH.inputs(), GRAPH.nodes(), values);
        try (Executable executable = new TruffleBackend(true, false).prepare(all)) {
            List<Tensor> outputs = executable.run(X);
            assertEquals(values.size() + 1, seen.size(), "all values and the input");
            for (int i = 0; i < values.size(); i++) assertEquals(outputs.get(i), seen.get(values.get(i).name()));
        }
    }

    @Test void nothingIsLeftInATreeThatIsNoLongerWatched() {
        try (Engine engine = Engine.newBuilder("dyadic").option("engine.WarnInterpreterOnly", "false").build();
                Context context = Context.newBuilder("dyadic").engine(engine).build()) {
            context.initialize("dyadic");
            context.enter();
            RootCallTarget target = new GraphTrees(DyadicLanguage.current(), Kernels.none()).fused(GRAPH);
            var tree = new WatchedTree(engine, target);
            TensorObject[] inputs = {TensorObject.of(X.getFirst())};
            List<Integer> events = new ArrayList<>();
            tree.run(inputs);
            assertEquals(0, wrappers(target));
            tree.run(inputs, (_, _, _) -> events.add(wrappers(target)));
            assertTrue(events.size() > 2 && events.getFirst() > 2, events::toString);
            tree.run(inputs);
            assertEquals(0, wrappers(target));
            context.leave();
        }
    }

    private static int wrappers(RootCallTarget target) {
        return NodeUtil.findAllNodeInstances(target.getRootNode(), WrapperNode.class).size();
    }
}
