// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.plugin.Executable.Tap;
import java.util.List;

/**
 * A graph: its steps in order. Arguments are a tap and the inputs, the result is an array with the outputs. Slot i of the frame holds
 * value i of the graph until its last use. An open tree shows every value to the tap; a fused one has no code for it.
 */
final class GraphRoot extends RootNode {

    @Children private final StepNode[] steps;
    private final Graph graph;
    private final SourceSection section;
    /** For each step the slots of its results, and those nobody reads after it. */
    @CompilationFinal(dimensions = 2) private final int[][] results;
    @CompilationFinal(dimensions = 2) private final int[][] done;
    @CompilationFinal(dimensions = 1) private final int[] inputs;
    @CompilationFinal(dimensions = 1) private final int[] outputs;

    private final boolean open;

    GraphRoot(TruffleLanguage<?> language, Graph graph, List<StepNode> steps, Slots slots, boolean open) {
        super(language, slots.frame());
        this.open = open;
        this.graph = graph;
        this.steps = steps.toArray(StepNode[]::new);
        this.section = Source.newBuilder("dyadic", "graph @" + graph.name(), graph.name()).build().createUnavailableSection();
        this.inputs = slots.of(graph.inputs());
        this.outputs = slots.of(graph.outputs());
        this.results = steps.stream().map(step -> slots.of(step.outs())).toArray(int[][]::new);
        this.done = slots.lastUses();
    }

    @Override
    @ExplodeLoop public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        for (int i = 0; i < inputs.length; i++) {
            TensorObject input = (TensorObject) arguments[i + 1];
            frame.setObjectStatic(inputs[i], input);
            if (open) show((Tap) arguments[0], graph.inputs().get(i), input);
        }
        for (int i = 0; i < steps.length; i++) {
            TensorObject[] tensors = steps[i].execute(frame);
            for (int j = 0; j < results[i].length; j++) {
                frame.setObjectStatic(results[i][j], tensors[j]);
                if (open) show((Tap) arguments[0], steps[i].outs().get(j), tensors[j]);
            }
            for (int slot : done[i]) frame.clearObjectStatic(slot);
        }
        TensorObject[] found = new TensorObject[outputs.length];
        for (int i = 0; i < found.length; i++) found[i] = (TensorObject) frame.getObjectStatic(outputs[i]);
        return found;
    }

    @TruffleBoundary private static void show(Tap tap, Value value, TensorObject tensor) {
        tap.see(value, tensor.tensor());
    }

    @Override public SourceSection getSourceSection() { return section; }

    @Override public String getName() { return "@" + graph.name(); }

    @Override public String toString() { return getName(); }
}
