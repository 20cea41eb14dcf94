// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Graph;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A graph: its steps in order. Arguments are a {@link Watcher}, or null where nobody watches, and the inputs; the result is an array with
 * the outputs. Slot i of the frame holds value i of the graph until its last use.
 */
final class GraphRoot extends RootNode {

    /** A source of its own for each tree: instruments find a tree by its source. */
    private static final AtomicLong NUMBER = new AtomicLong();

    @Children private final StepNode[] steps;
    private final Graph graph;
    private final SourceSection section;
    /** For each step the slots of its results, and those nobody reads after it. */
    @CompilationFinal(dimensions = 2) private final int[][] results;
    @CompilationFinal(dimensions = 2) private final int[][] done;
    @CompilationFinal(dimensions = 1) private final int[] inputs;
    @CompilationFinal(dimensions = 1) private final int[] outputs;

    GraphRoot(TruffleLanguage<?> language, Graph graph, List<StepNode> steps, Slots slots) {
        super(language, slots.frame());
        this.graph = graph;
        this.steps = steps.toArray(StepNode[]::new);
        String name = "@" + graph.name() + " " + NUMBER.incrementAndGet();
        this.section = Source.newBuilder("dyadic", "", name).build().createUnavailableSection();
        this.inputs = slots.of(graph.inputs());
        this.outputs = slots.of(graph.outputs());
        this.results = steps.stream().map(step -> slots.of(step.outs())).toArray(int[][]::new);
        this.done = slots.lastUses();
    }

    @Override
    @ExplodeLoop public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        for (int i = 0; i < inputs.length; i++) frame.setObjectStatic(inputs[i], arguments[i + 1]);
        for (int i = 0; i < steps.length; i++) {
            Tensors tensors = steps[i].execute(frame);
            for (int j = 0; j < results[i].length; j++) frame.setObjectStatic(results[i][j], tensors.get(j));
            for (int slot : done[i]) frame.clearObjectStatic(slot);
        }
        TensorObject[] found = new TensorObject[outputs.length];
        for (int i = 0; i < found.length; i++) found[i] = (TensorObject) frame.getObjectStatic(outputs[i]);
        return new Tensors(found);
    }

    @Override public SourceSection getSourceSection() { return section; }

    @Override public String getName() { return "@" + graph.name(); }

    @Override public String toString() { return getName(); }
}
