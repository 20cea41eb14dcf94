// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.tensor.Packing;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Decision;
import dev.dyadic.plugin.measure.ProgramReport.Moved;
import dev.dyadic.plugin.measure.ProgramReport.Output;
import dev.dyadic.plugin.measure.ProgramReport.Outputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the graphs of a compilation, what was decided and what was measured together to what people want to know. */
public final class Account {

    private final Compilation graphs;
    private final Quality quality;
    private final Decisions decided;

    /** @param quality {@link Quality#NONE} where there was no data */
    public Account(Compilation graphs, List<Decision> decisions, Quality quality) {
        this.graphs = graphs;
        this.quality = quality;
        this.decided = new Decisions(decisions);
    }

    public List<Layer> layers() {
        return new Layers(graphs, decided, quality).all();
    }

    public List<FloatOp> floatOps() {
        return new FloatReasons(graphs, decided).all();
    }

    /** In the order of the model. */
    public List<Moved> values() {
        Map<String, Double> local = new HashMap<>();
        Watched watched = Watched.of(graphs);
        quality.local().forEach((after, closeness) -> {
            Rounding rounding = watched.roundings().get(after);
            String name = watched.ofFake().getOrDefault(after, rounding.before().name());
            local.merge(name, closeness.sqnr(), Math::min);
        });
        List<Moved> values = new ArrayList<>();
        graphs.typed().values().forEach(value -> {
            Closeness found = quality.cumulative().get(value.name());
            if (found == null) return;
            values.add(new Moved(value.name(), local.getOrDefault(value.name(), Closeness.NO_NOISE), found.sqnr()));
        });
        return values;
    }

    /** Empty where there was no data. */
    public Optional<Outputs> outputs() {
        if (quality.runs() == 0) return Optional.empty();
        List<Output> each = new ArrayList<>();
        quality.outputs().forEach((name, tally) -> each.add(new Output(name, tally)));
        return Optional.of(new Outputs(quality.runs(), quality.cosine(), quality.sqnr(), quality.difference(), each));
    }

    /** What the constants of a graph take. */
    public static long bytes(Graph graph) {
        long bytes = 0;
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Constant(Tensor tensor)) bytes += Packing.bytes(tensor);
        }
        return bytes;
    }
}
