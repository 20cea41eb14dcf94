// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.watch;

import com.oracle.truffle.api.instrumentation.EventBinding;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.source.Source;
import dev.dyadic.backend.truffle.step.StepNode;

/** Puts event nodes around the steps of a tree, which tell the run's watcher of them. */
@TruffleInstrument.Registration(id = WatchInstrument.ID, name = "Dyadic's taps and profiles", services = WatchInstrument.Watching.class)
public final class WatchInstrument extends TruffleInstrument {

    static final String ID = "dyadic-watch";

    /** What the instrument offers. */
    public interface Watching {

        /** Event nodes are in the tree of this source until the binding is disposed of. */
        EventBinding<?> attach(Source tree);
    }

    @Override protected void onCreate(Env env) {
        Watching watching = tree -> env.getInstrumenter().attachExecutionEventFactory(
                SourceSectionFilter.newBuilder().sourceIs(tree).tagIs(StandardTags.ExpressionTag.class).build(),
                context -> context.getInstrumentedNode() instanceof StepNode step ? new StepEvents(step) : null);
        env.registerService(watching);
    }
}
