// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.infer.GraphTypes;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.pipeline.Pipeline;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Spec;
import java.util.List;

/** Graphs in the form that programs are generated from. */
public final class Canonical {

    /** The passes that give generated programs fewer, larger ops; none of them changes what is computed in integers. */
    private static final List<String> PASSES = List.of(
            "infer-types", "fold-constants{codes=true}", "sink-constants", "fold-bias", "fold-batch-norm", "subpixel-conv",
            "lift-zero-points",
            "fuse-layer-norm", "fuse-rms-norm", "fuse-gelu", "fuse-silu", "fuse-softmax", "widen-floats{rounds=true}",
            "fuse-mask", "fold-shapes",
            "remove-identity", "share-equal", "remove-dead", "select-kernels");

    private Canonical() {}

    /** By the passes that the registry has. */
    public static Graph of(Graph graph, Registry registry) {
        Graph now = typed(graph);
        if (graph.stage() == Stage.RAW) now = now.with(GraphTypes.unknown(now).isEmpty() ? Stage.TYPED : Stage.RAW);
        for (String text : PASSES) {
            Spec spec = Spec.parse(text, "simd");
            if (registry.all(Pass.class).stream().noneMatch(each -> each.name().equals(spec.name()))) continue;
            Pass pass = registry.get(Pass.class, spec);
            if (pass.at().contains(now.stage())) now = Pipeline.of(List.of(pass)).run(now, Context.of(registry)).graph();
        }
        return now;
    }

    /** With types, if it had none. */
    public static Graph typed(Graph graph) {
        return graph.stage() == Stage.RAW ? GraphTypes.infer(graph) : graph;
    }
}
