// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class SketchMemoryTest {

    private static final int STEPS = 600;

    @Test void doesNotGrowWithTheStream() throws IllegalAccessException {
        float[] values = Streams.mixed(11, 1000);
        for (Observer observer : Streams.ALL) {
            Sketch sketch = observer.start();
            for (int i = 0; i < STEPS; i++) sketch.observe(values, 0, values.length);
            long once = words(sketch);
            for (int i = 0; i < 9 * STEPS; i++) sketch.observe(values, 0, values.length);
            sketch.merge(Streams.cut(observer, values, 1));
            assertEquals(once, words(sketch), observer.name());
            assertTrue(once < 9_000, observer.name() + " keeps " + once + " words");
        }
    }

    /** The numbers and references that can be reached within our own objects, arrays and collections. */
    private static long words(Object root) throws IllegalAccessException {
        Map<Object, Boolean> seen = new IdentityHashMap<>();
        Deque<Object> open = new ArrayDeque<>();
        open.add(root);
        long words = 0;
        while (!open.isEmpty()) {
            Object next = open.remove();
            if (seen.put(next, true) != null) continue;
            if (next.getClass().isArray()) words += Array.getLength(next);
            if (next instanceof Collection<?> items) open.addAll(items);
            boolean ours = next.getClass().getPackageName().startsWith("dev.dyadic") && !next.getClass().isHidden();
            if (!ours) continue;
            for (Field field : next.getClass().getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) continue;
                words++;
                if (field.getType().isPrimitive()) continue;
                field.setAccessible(true);
                Object value = field.get(next);
                if (value != null) open.add(value);
            }
        }
        return words;
    }
}
