// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Set;

/** A pass with an option of every type; it changes nothing. */
public record Sample(
        boolean loud, int count, long seed, double alpha, String match, Mode roundingMode, Element element,
        List<Integer> axes) implements Pass {

    /** Two words. */
    public enum Mode {
        HALF_UP,
        HALF_EVEN
    }

    public Sample {
        if (count < 0) throw new IllegalArgumentException("count is at least 0, not " + count);
        axes = List.copyOf(axes);
    }

    public Sample() {
        this(false, 3, 1L << 40, 0.5, "a \"b\"", Mode.HALF_UP, Element.I8, List.of(0, -1));
    }

    @Override public String name() { return "sample"; }
    @Override public String summary() { return "Changes nothing."; }
    @Override public Set<Stage> at() { return Set.of(Stage.RAW); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }
    @Override public Graph run(Graph graph, Context context) { return graph; }

    /** A plug-in of these contributions. */
    public static Plugin plugin(String name, int version, Contribution... contributions) {
        return new Plugin() {
            @Override public String name() { return name; }
            @Override public int apiVersion() { return version; }
            @Override public List<Contribution> contributions() { return List.of(contributions); }
        };
    }
}
