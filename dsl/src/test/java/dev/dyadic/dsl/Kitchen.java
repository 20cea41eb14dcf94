// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Format;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.Plugin;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.ValueTable;
import dev.dyadic.plugin.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A plug-in with everything the recipes of the tests and the presets name; its passes leave graphs alone. */
public record Kitchen() implements Plugin {

    private static final List<String> PASSES = List.of(
            "fold-batch-norm", "fold-bias", "fold-constants", "fold-shapes", "fuse-gelu", "fuse-layer-norm", "fuse-mask",
            "fuse-rms-norm", "fuse-silu", "fuse-softmax", "remove-dead", "remove-identity", "share-equal", "subpixel-conv",
            "widen-floats");

    static final Registry REGISTRY = Registry.of(new Kitchen());

    @Override public String name() {
        return "kitchen";
    }

    @Override public int apiVersion() {
        return Plugin.API;
    }

    @Override public List<Contribution> contributions() {
        List<Contribution> all = new ArrayList<>();
        PASSES.forEach(name -> all.add(new Plain(name)));
        all.addAll(List.of(new Smooth(0.5), new MinMax(), new Percentile(99.9), new Simd(), new Posit(8, 1)));
        return all;
    }

    /** A pass without options. */
    static final class Plain implements Pass {
        private final String name;

        Plain(String name) {
            this.name = name;
        }

        @Override public String name() {
            return name;
        }

        @Override public String summary() {
            return "Leaves graphs alone.";
        }

        @Override public Set<Stage> at() {
            return Set.of(Stage.TYPED);
        }

        @Override public Fidelity promise() {
            return Fidelity.BIT_EXACT;
        }

        @Override public Graph run(Graph graph, Context context) {
            return graph;
        }
    }

    /** A pass with a number. */
    public record Smooth(double alpha) implements Pass {
        public Smooth {
            if (!(alpha >= 0 && alpha <= 1)) throw new IllegalArgumentException("alpha is 0 to 1, not " + alpha);
        }

        @Override public String name() {
            return "smooth";
        }

        @Override public String summary() {
            return "Leaves graphs alone.";
        }

        @Override public Set<Stage> at() {
            return Set.of(Stage.TYPED);
        }

        @Override public Fidelity promise() {
            return Fidelity.FLOAT_CLOSE;
        }

        @Override public Graph run(Graph graph, Context context) {
            return graph;
        }
    }

    /** The whole range. */
    public record MinMax() implements Observer {
        @Override public String name() {
            return "min-max";
        }

        @Override public String summary() {
            return "The least and the largest number.";
        }

        @Override public Sketch start() {
            return new Extremes();
        }
    }

    /** Nearly the whole range; here all of it. */
    public record Percentile(double share) implements Observer {
        @Override public String name() {
            return "percentile";
        }

        @Override public String summary() {
            return "The least and the largest number.";
        }

        @Override public Sketch start() {
            return new Extremes();
        }
    }

    private static final class Extremes implements Sketch {
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        @Override public void observe(float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                if (!Float.isFinite(values[i])) continue;
                low = Math.min(low, values[i]);
                high = Math.max(high, values[i]);
            }
        }

        @Override public void merge(Sketch later) {
            Extremes other = (Extremes) later;
            low = Math.min(low, other.low);
            high = Math.max(high, other.high);
        }

        @Override public Optional<Range> range() {
            return low > high ? Optional.empty() : Optional.of(new Range(low, high));
        }
    }

    /** A backend that runs nothing. */
    public record Simd() implements Backend {
        @Override public String name() {
            return "simd";
        }

        @Override public String summary() {
            return "Runs nothing.";
        }

        @Override public Executable prepare(Graph graph) {
            throw new UnsupportedOperationException("recipes are only read here");
        }
    }

    /** A format of a plug-in with options: as many powers of 2^exponent as bits allow. */
    public record Posit(int bits, int exponent) implements Format {
        public Posit {
            if (bits < 2 || bits > 8) throw new IllegalArgumentException("a posit has 2 to 8 bits here, not " + bits);
        }

        @Override public String name() {
            return "posit";
        }

        @Override public String summary() {
            return "Powers of a power of two.";
        }

        @Override public ValueTable table() {
            double[] values = new double[1 << bits];
            for (int code = 0; code < values.length; code++) values[code] = Math.scalb(1.0, code % 64 * exponent) + code;
            return ValueTable.of(values);
        }
    }
}
