// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test void everyTaskIsDoneOnce() {
        for (int threads = 1; threads <= 4; threads++) {
            try (Workers workers = new Workers(threads)) {
                for (int run = 0; run < 500; run++) {
                    AtomicIntegerArray done = new AtomicIntegerArray(run % 17);
                    workers.run((id, index) -> done.addAndGet(index, id), 3, done.length());
                    for (int i = 0; i < done.length(); i++) assertEquals(3, done.get(i));
                }
            }
        }
    }

    @Test void aTaskMayRunTasks() {
        try (Workers workers = new Workers(3)) {
            AtomicIntegerArray done = new AtomicIntegerArray(64);
            workers.run((_, outer) -> workers.run((_, inner) -> done.incrementAndGet(outer * 8 + inner), 0, 8), 0, 8);
            for (int i = 0; i < 64; i++) assertEquals(1, done.get(i));
        }
    }

    @Test void callersAtTheSameTimeAllGetTheirTasksDone() {
        try (Workers workers = new Workers(2)) {
            AtomicIntegerArray done = new AtomicIntegerArray(200);
            IntStream.range(0, 20).parallel()
                    .forEach(caller -> workers.run((id, index) -> done.incrementAndGet(id * 10 + index), caller, 10));
            for (int i = 0; i < 200; i++) assertEquals(1, done.get(i));
        }
    }

    @Test void whatATaskThrowsReachesTheCaller() {
        try (Workers workers = new Workers(3)) {
            for (int run = 0; run < 50; run++) {
                assertThrows(ArithmeticException.class, () -> workers.run((_, index) -> {
                    if (index == 5) throw new ArithmeticException("five");
                }, 0, 9));
            }
            workers.run((_, _) -> {}, 0, 9);
        }
    }

    @Test void closedWorkersRefuse() {
        Workers workers = new Workers(2);
        workers.close();
        assertThrows(IllegalStateException.class, () -> workers.run((_, _) -> {}, 0, 2));
    }
}
