// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The smallest and the largest number of each step, averaged over the steps: {@code average = momentum * average + (1 - momentum) * step},
 * starting from the first. A step is one call of {@code observe} with a finite number in it: in calibration, one run.
 *
 * <p>What is kept is the last steps themselves, as many as weigh {@code 2^-60} or more, and the average is taken over them when it is
 * asked for. So it is the same however the steps were shared among sketches.
 *
 * @param momentum how much of the average stays at each step, 0 to 0.99
 */
public record MovingAverage(double momentum) implements Observer {

    private static final double MOST = 0.99;

    public MovingAverage {
        if (!(momentum >= 0 && momentum <= MOST)) {
            throw new IllegalArgumentException("momentum is 0 to " + MOST + ", not " + momentum);
        }
    }

    /** With a momentum of 0.9. */
    public MovingAverage() {
        this(0.9);
    }

    @Override public String name() { return "moving-average"; }
    @Override public String summary() {
        return "Averages the smallest and the largest number of each run, later runs weighing more.";
    }
    @Override public Sketch start() { return new Steps(momentum); }

    private static final class Steps implements Sketch {

        private final double momentum;
        private final int most;
        private final Deque<Range> last = new ArrayDeque<>();

        Steps(double momentum) {
            this.momentum = momentum;
            this.most = momentum == 0 ? 1 : (int) Math.ceil(60 * Math.log(2) / -Math.log(momentum)) + 1;
        }

        @Override public void observe(float[] values, int from, int to) {
            Sketch step = new MinMax().start();
            step.observe(values, from, to);
            step.range().ifPresent(this::add);
        }

        private void add(Range step) {
            if (last.size() == most) last.removeFirst();
            last.addLast(step);
        }

        @Override public void merge(Sketch later) {
            if (!(later instanceof Steps other) || other.momentum != momentum) {
                throw new IllegalArgumentException("moving-average takes over only sketches of the same momentum");
            }
            other.last.forEach(this::add);
        }

        @Override public Optional<Range> range() {
            if (last.isEmpty()) return Optional.empty();
            Iterator<Range> steps = last.iterator();
            Range first = steps.next();
            double low = first.low();
            double high = first.high();
            while (steps.hasNext()) {
                Range step = steps.next();
                low = momentum * low + (1 - momentum) * step.low();
                high = momentum * high + (1 - momentum) * step.high();
            }
            return Optional.of(new Range(low, high));
        }
    }
}
