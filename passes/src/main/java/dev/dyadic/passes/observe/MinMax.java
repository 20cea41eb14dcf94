// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import java.util.Optional;

/** The smallest and the largest number seen, exactly. */
public record MinMax() implements Observer {

    @Override public String name() { return "min-max"; }
    @Override public String summary() { return "Takes the smallest and the largest number seen."; }
    @Override public Sketch start() { return new Extremes(); }

    private static final class Extremes implements Sketch {

        private float min = Float.POSITIVE_INFINITY;
        private float max = Float.NEGATIVE_INFINITY;

        @Override public void observe(float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                if (!Float.isFinite(values[i])) continue;
                if (values[i] < min) min = values[i];
                if (values[i] > max) max = values[i];
            }
        }

        @Override public void merge(Sketch later) {
            if (!(later instanceof Extremes other))
                throw new IllegalArgumentException("min-max takes over only sketches of min-max");
            min = Math.min(min, other.min);
            max = Math.max(max, other.max);
        }

        @Override public Optional<Range> range() {
            return min > max ? Optional.empty() : Optional.of(new Range(min + 0.0, max + 0.0));
        }
    }
}
