// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Sketch.Range;

/**
 * The range of least mean squared error, rounding and clipping together, when the numbers become integers of so many bits with a zero
 * point. First both ends move in by a common ratio of 1/64 to 64/64; then each end alone, as long as that helps, by 1/128 at a time.
 * Of equal errors the wider range wins.
 *
 * @param bits 2 to 16
 */
public record Mse(int bits) implements Observer {

    private static final int GRID = 128;
    private static final int MOST_MOVES = 64;

    public Mse {
        if (bits < 2 || bits > 16) throw new IllegalArgumentException("bits is 2 to 16, not " + bits);
    }

    /** For 8 bits. */
    public Mse() {
        this(8);
    }

    @Override public String name() { return "mse"; }
    @Override public String summary() { return "Searches the range whose integers come nearest to the numbers in mean square."; }
    @Override public Sketch start() { return new HistogramSketch(this, this::read); }

    private Range read(Histogram seen) {
        var error = new RoundingError(seen, bits);
        int low = GRID;
        int high = GRID;
        double least = error.of(range(seen, low, high));
        for (int ratio = GRID - 2; ratio > 0; ratio -= 2) {
            double now = error.of(range(seen, ratio, ratio));
            if (now >= least) continue;
            least = now;
            low = ratio;
            high = ratio;
        }
        int[][] moves = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        boolean better = true;
        for (int round = 0; round < MOST_MOVES && better; round++) {
            better = false;
            for (int[] move : moves) {
                int nextLow = low + move[0];
                int nextHigh = high + move[1];
                if (Math.min(nextLow, nextHigh) < 1 || Math.max(nextLow, nextHigh) > GRID) continue;
                double now = error.of(range(seen, nextLow, nextHigh));
                if (now >= least) continue;
                least = now;
                low = nextLow;
                high = nextHigh;
                better = true;
            }
        }
        return range(seen, low, high);
    }

    /** An end on the far side of zero is no matter of clipping and stays: every range that is quantized reaches to zero. */
    private static Range range(Histogram seen, int low, int high) {
        double bottom = seen.min() < 0 ? seen.min() * low / GRID : seen.min();
        double top = seen.max() > 0 ? seen.max() * high / GRID : seen.max();
        return new Range(Math.min(bottom, seen.max()), Math.max(top, seen.min()));
    }
}
