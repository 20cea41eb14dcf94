// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Sketch.Range;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ObserverRangesTest {

    @Test void minMaxIsExact() {
        assertEquals(new Range(-0.1f, 3.7f), Streams.range(new MinMax(), 1, -0.1f, Float.NaN, 3.7f));
    }

    @Test void movingAverageFollowsItsFormula() {
        Sketch sketch = new MovingAverage(0.5).start();
        sketch.observe(new float[] {-4, 8}, 0, 2);
        sketch.observe(new float[] {Float.NaN}, 0, 1);
        sketch.observe(new float[] {0, 2, 4}, 0, 3);
        sketch.observe(new float[] {-1, 10}, 0, 2);
        // low: -4, -2, -1.5; high: 8, 6, 8
        assertEquals(new Range(-1.5, 8), sketch.range().orElseThrow());
    }

    @Test void movingAverageForgetsOnlyWhatWeighsNothing() {
        Sketch sketch = new MovingAverage(0.9).start();
        double low = Double.NaN;
        double high = Double.NaN;
        for (int step = 0; step < 10_000; step++) {
            float size = 1 + (step * 37 % 100) / 10f;
            low = step == 0 ? -size : 0.9 * low + (1 - 0.9) * -size;
            high = step == 0 ? 2 * size : 0.9 * high + (1 - 0.9) * (2 * size);
            sketch.observe(new float[] {-size, 2 * size}, 0, 2);
        }
        Range range = sketch.range().orElseThrow();
        assertEquals(low, range.low(), Math.ulp(low));
        assertEquals(high, range.high(), Math.ulp(high));
    }

    @Test void percentileCutsEquallyAtBothEnds() {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) values[i] = i - 500;
        // 2 % of 1000 leaves 10 out at each end: the eleventh from either end is -490 and 489; bins are 1/8 wide
        Range range = Streams.range(new Percentile(98), values);
        assertEquals(-490.125, range.low());
        assertEquals(489.125, range.high());
        assertEquals(new Range(-500, 499), Streams.range(new Percentile(100), values));
    }

    @Test void percentileOfOneSideEndsWhereItsNumbersDo() {
        float[] values = new float[100];
        for (int i = 0; i < values.length; i++) values[i] = -(i + 1);
        // 10 % leaves 5 out at each end: -95 and -6; bins are 1/32 wide, up to but without the end nearer to zero
        assertEquals(new Range(-95.03125, -6), Streams.range(new Percentile(90), values));
        float[] rare = new float[1000];
        rare[0] = 7;
        assertEquals(new Range(0, 0), Streams.range(new Percentile(99), rare));
    }

    @Test void mseKeepsAllOfAnEvenSpread() {
        float[] values = new float[65_536];
        for (int i = 0; i < values.length; i++) values[i] = (i - 32_768) / 32_768f;
        Range range = Streams.range(new Mse(8), values);
        assertTrue(range.low() <= -0.98 && range.high() >= 0.98, range.toString());
    }

    @Test void mseClipsNormalNumbersToTheKnownOptimum() {
        // known optimal clips of uniform quantizers for a unit normal: about 2.55 (4 bits) and 3.9 (8 bits)
        Range four = Streams.range(new Mse(4), Streams.normal(3, 200_000));
        assertEquals(2.5, four.high(), 0.2);
        assertEquals(-2.5, four.low(), 0.2);
        Range eight = Streams.range(new Mse(8), Streams.normal(3, 200_000));
        assertEquals(3.9, eight.high(), 0.3);
    }

    @Test void mseErrsNoMoreThanMinMax() {
        float[] values = Streams.mixed(5, 50_000);
        Range all = Streams.range(new MinMax(), values);
        for (int bits : new int[] {2, 3, 4, 6, 8}) {
            Range found = Streams.range(new Mse(bits), values);
            assertTrue(error(values, found, bits) <= error(values, all, bits), bits + " bits " + found);
        }
    }

    @Test void octavClipsNormalNumbersToTheKnownOptimum() {
        assertEquals(2.56, Streams.range(new Octav(4), Streams.normal(4, 200_000)).high(), 0.05);
        assertEquals(3.92, Streams.range(new Octav(8), Streams.normal(4, 200_000)).high(), 0.1);
        float[] positive = Streams.normal(4, 200_000);
        for (int i = 0; i < positive.length; i++) positive[i] = Math.abs(positive[i]);
        Range range = Streams.range(new Octav(4), positive);
        assertEquals(0, range.low(), 1e-4);
        assertEquals(2.94, range.high(), 0.1);
    }

    @Test void octavSolvesItsEquation() {
        // 1 three times, 3 once, 2 bits: c = 3 / (3 / 48 + 1) when 1 is within and 3 above
        Range range = Streams.range(new Octav(2), -1, 1, 1, 3);
        assertEquals(3 / (3 / 48.0 + 1), range.high(), 0.002);
        assertEquals(-1, range.low());
    }

    @Test void entropyCutsOffALoneOutlier() {
        float[] values = Streams.normal(6, 100_000);
        values[0] = 60;
        Range range = Streams.range(new Entropy(8), values);
        assertTrue(range.high() < 8 && range.high() > 2.5, range.toString());
    }

    @Test void entropyKeepsAllOfAnEvenSpread() {
        float[] values = new float[65_536];
        for (int i = 0; i < values.length; i++) values[i] = (i - 32_768) / 32_768f;
        assertEquals(new Range(-1, 32_767 / 32_768.0), Streams.range(new Entropy(8), values));
    }

    @Test void histogramCountsTheSameThroughAnyGrowth() {
        float[] rising = new float[300];
        for (int i = 0; i < rising.length; i++) rising[i] = Math.scalb(i % 2 == 0 ? 1.25f : -1.5f, i - 149);
        var up = new Histogram();
        up.add(rising, 0, 277);
        float[] falling = Streams.shuffled(Arrays.copyOf(rising, 277), 9);
        var mixed = new Histogram();
        mixed.add(falling, 0, 277);
        assertEquals(up.count(), mixed.count());
        assertEquals(up.width(), mixed.width());
        for (int i = 0; i < Histogram.BINS; i++) {
            assertEquals(up.positive(i), mixed.positive(i));
            assertEquals(up.negative(i), mixed.negative(i));
        }
        assertEquals(277, Arrays.stream(up.magnitudes()).sum() + up.zeros());
        assertTrue(up.max() / up.width() >= Histogram.BINS / 2 && up.max() / up.width() < Histogram.BINS);
    }

    private static double error(float[] values, Range range, int bits) {
        double low = Math.min(0, range.low());
        double scale = (Math.max(0, range.high()) - low) / ((1 << bits) - 1);
        double bottom = Math.rint(low / scale);
        double sum = 0;
        for (float value : values) {
            if (!Float.isFinite(value)) continue;
            double rest = value - scale * Math.clamp(Math.rint(value / scale), bottom, bottom + (1 << bits) - 1);
            sum += rest * rest;
        }
        return sum;
    }
}
