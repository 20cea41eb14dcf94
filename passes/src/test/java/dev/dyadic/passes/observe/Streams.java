// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Sketch.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Numbers for observers to see, and ways to cut them. */
final class Streams {

    static final List<Observer> ALL = List.of(new MinMax(), new MovingAverage(), new Percentile(), new Mse(), new Entropy(),
            new Octav());

    private Streams() {}

    static Range range(Observer observer, float... values) {
        Sketch sketch = observer.start();
        sketch.observe(values, 0, values.length);
        return sketch.range().orElseThrow();
    }

    /** Normal numbers of growing size, with zeros, outliers and what is not finite. */
    static float[] mixed(long seed, int count) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double scale = i % 97 == 0 ? 40 : 1 + (double) i / count;
            values[i] = i % 5 == 0 ? 0 : (float) (random.nextGaussian() * scale);
            if (i % 101 == 7) values[i] = i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
        }
        return values;
    }

    static float[] normal(long seed, int count) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    /** Cuts the stream into steps of 100 numbers, shares them among sketches at random places, and merges those in random pairs. */
    static Sketch cut(Observer observer, float[] values, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Sketch> parts = new ArrayList<>(List.of(observer.start()));
        for (int from = 0; from < values.length; from += 100) {
            if (random.nextInt(3) == 0) parts.add(observer.start());
            parts.getLast().observe(values, from, Math.min(from + 100, values.length));
        }
        while (parts.size() > 1) {
            int at = random.nextInt(parts.size() - 1);
            parts.get(at).merge(parts.remove(at + 1));
        }
        return parts.getFirst();
    }

    static float[] shuffled(float[] values, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] result = values.clone();
        for (int i = result.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            float moved = result[i];
            result[i] = result[other];
            result[other] = moved;
        }
        return result;
    }
}
