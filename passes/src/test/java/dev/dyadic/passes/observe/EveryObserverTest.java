// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.passes.BuiltIns;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Sketch.Range;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Options;
import dev.dyadic.plugin.spec.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EveryObserverTest {

    @Test void givesTheSameRangeHoweverTheStreamIsCut() {
        float[] values = Streams.mixed(1, 20_000);
        for (Observer observer : Streams.ALL) {
            Sketch whole = observer.start();
            for (int from = 0; from < values.length; from += 100) whole.observe(values, from, from + 100);
            for (int seed = 0; seed < 20; seed++) {
                assertEquals(whole.range(), Streams.cut(observer, values, seed).range(), observer.name() + " seed " + seed);
            }
        }
    }

    @Test void isIndifferentToOrderUnlessItAveragesSteps() {
        float[] values = Streams.mixed(2, 5_000);
        for (Observer observer : Streams.ALL) {
            if (observer instanceof MovingAverage) continue;
            Range straight = Streams.range(observer, values);
            for (int seed = 0; seed < 5; seed++) {
                assertEquals(straight, Streams.range(observer, Streams.shuffled(values, seed)), observer.name());
            }
        }
    }

    @Test void hasNoRangeBeforeAFiniteNumber() {
        for (Observer observer : Streams.ALL) {
            Sketch sketch = observer.start();
            sketch.observe(new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}, 0, 3);
            sketch.merge(observer.start());
            assertEquals(Optional.empty(), sketch.range(), observer.name());
        }
    }

    @Test void keepsToTheNumbersOfItsSlice() {
        for (Observer observer : Streams.ALL) {
            Sketch sketch = observer.start();
            sketch.observe(new float[] {100, -1, -1, -100}, 1, 3);
            assertEquals(Optional.of(new Range(-1, -1)), sketch.range(), observer.name());
        }
    }

    @Test void takesExtremeNumbers() {
        float[][] streams = {
            {0}, {-0f, 0}, {Float.MIN_VALUE}, {-Float.MIN_VALUE, Float.MAX_VALUE}, {Float.MAX_VALUE, -Float.MAX_VALUE}, {5, 5, 5},
            {5, 6},
            {-6, -5}
        };
        for (Observer observer : Streams.ALL) {
            for (float[] stream : streams) {
                Range range = Streams.range(observer, stream);
                Range all = Streams.range(new MinMax(), stream);
                assertTrue(range.low() >= all.low() && range.high() <= all.high(), observer.name() + " " + range + " " + all);
                assertTrue(1 / range.low() != Double.NEGATIVE_INFINITY && 1 / range.high() != Double.NEGATIVE_INFINITY,
                        observer.name());
            }
        }
    }

    @Test void takesOverOnlyItsOwnKind() {
        for (Observer observer : Streams.ALL) {
            for (Observer other : Streams.ALL) {
                if (observer.equals(other)) continue;
                assertThrows(IllegalArgumentException.class, () -> observer.start().merge(other.start()));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new Mse(8).start().merge(new Mse(4).start()));
    }

    @Test void isFoundByNameAndReadsBackFromItsText() {
        Registry registry = Registry.of(new BuiltIns());
        List<String> names = new ArrayList<>(Streams.ALL.stream().map(Observer::name).toList());
        Collections.sort(names);
        assertEquals(names, registry.names(Observer.class));
        for (Observer observer : Streams.ALL) {
            Spec spec = Spec.parse(Options.spec(observer).toString(), "");
            assertEquals(observer, registry.get(Observer.class, spec));
        }
        assertEquals(new Percentile(99.5), registry.get(Observer.class, Spec.parse("percentile{share=99.5}", "")));
    }

    @Test void refusesOptionsOutOfRangeWithAMessage() {
        Registry registry = Registry.of(new BuiltIns());
        String[][] wrong = {
            {"percentile{share=0}", "percentile: share is a percentage above 0 and at most 100, not 0.0"},
            {"moving-average{momentum=1.0}", "moving-average: momentum is 0 to 0.99, not 1.0"},
            {"mse{bits=1}", "mse: bits is 2 to 16, not 1"},
            {"entropy{bits=9}", "entropy: bits is 2 to 8, not 9"},
            {"octav{bits=17}", "octav: bits is 2 to 16, not 17"}
        };
        for (String[] each : wrong) {
            Spec spec = Spec.parse(each[0], "recipe");
            String message = assertThrows(DyadicException.class, () -> registry.get(Observer.class, spec)).getMessage();
            assertEquals("recipe:1: " + each[1], message);
        }
    }
}
