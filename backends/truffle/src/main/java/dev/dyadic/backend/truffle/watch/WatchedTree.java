// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.watch;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.instrumentation.EventBinding;
import com.oracle.truffle.api.source.Source;
import dev.dyadic.backend.truffle.step.Watcher;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Engine;

/** A tree that can be watched. There are event nodes in it only while somebody watches a run; otherwise it is as if there never were. */
public final class WatchedTree {

    private final RootCallTarget tree;
    private final WatchInstrument.Watching watching;
    private final List<EventBinding<?>> bindings = new ArrayList<>();
    private int watched;

    public WatchedTree(Engine engine, RootCallTarget tree) {
        this.tree = tree;
        this.watching = engine.getInstruments().get(WatchInstrument.ID).lookup(WatchInstrument.Watching.class);
    }

    /** Runs once. */
    public Tensors run(TensorObject[] inputs) {
        return (Tensors) tree.call(arguments(null, inputs));
    }

    /** Runs once and tells the watcher of every step. */
    public Tensors run(TensorObject[] inputs, Watcher watcher) {
        attach();
        try {
            return (Tensors) tree.call(arguments(watcher, inputs));
        } finally {
            detach();
        }
    }

    private static Object[] arguments(Object watcher, TensorObject[] inputs) {
        Object[] arguments = new Object[inputs.length + 1];
        arguments[0] = watcher;
        System.arraycopy(inputs, 0, arguments, 1, inputs.length);
        return arguments;
    }

    private synchronized void attach() {
        Source source = tree.getRootNode().getSourceSection().getSource();
        if (watched++ == 0) bindings.add(watching.attach(source));
    }

    private synchronized void detach() {
        if (--watched > 0) return;
        bindings.removeFirst().dispose();
    }
}
