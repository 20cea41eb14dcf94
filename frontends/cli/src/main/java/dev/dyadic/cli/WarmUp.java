// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import java.time.Duration;

/** Runs a program until it gets no faster: compilers of the JVM have done their work, caches and pools of threads are filled. */
final class WarmUp {

    private static final long WINDOW = Duration.ofMillis(200).toNanos();
    private static final int LOOK_BACK = 4;
    private static final double STILL_FASTER = 0.98;

    private WarmUp() {}

    /**
     * Warms up; ends when the last windows are not 2 % faster than those before.
     *
     * @param most nanoseconds after which it ends in any case; at least one pass is made
     * @return nanoseconds of a pass at the end
     */
    static double run(Contender contender, long most) {
        long began = System.nanoTime();
        double recent = Double.POSITIVE_INFINITY;
        while (true) {
            double before = recent;
            recent = Double.POSITIVE_INFINITY;
            for (int i = 0; i < LOOK_BACK; i++) {
                recent = Math.min(recent, window(contender));
                if (System.nanoTime() - began >= most) return recent;
            }
            if (recent > STILL_FASTER * before) return Math.min(recent, before);
        }
    }

    private static double window(Contender contender) {
        long began = System.nanoTime();
        int passes = 0;
        long spent;
        do {
            contender.time(1);
            passes++;
            spent = System.nanoTime() - began;
        } while (spent < WINDOW);
        return (double) spent / passes;
    }
}
