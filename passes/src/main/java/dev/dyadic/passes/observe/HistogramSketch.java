// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import java.util.Optional;
import java.util.function.Function;

/** Keeps a histogram, about 64 KiB, and reads the range off it when it is asked for. */
final class HistogramSketch implements Sketch {

    private final Observer owner;
    private final Function<Histogram, Range> reading;
    private final Histogram seen = new Histogram();

    /** @param reading the range of a histogram that has seen something */
    HistogramSketch(Observer owner, Function<Histogram, Range> reading) {
        this.owner = owner;
        this.reading = reading;
    }

    @Override public void observe(float[] values, int from, int to) {
        seen.add(values, from, to);
    }

    @Override public void merge(Sketch later) {
        if (!(later instanceof HistogramSketch other) || !other.owner.equals(owner)) {
            throw new IllegalArgumentException("a sketch of " + owner.name() + " takes over only sketches of an equal observer");
        }
        seen.add(other.seen);
    }

    @Override public Optional<Range> range() {
        return seen.count() == 0 ? Optional.empty() : Optional.of(reading.apply(seen));
    }
}
