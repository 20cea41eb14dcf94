// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program until it gets no faster and the JVM's compilers are at rest: where there are as few processors as threads, what they still do is
 * taken from the program.
 */
final class WarmUp {

    private static final long WINDOW = Duration.ofMillis(200).toNanos();
    private static final int LOOK_BACK = 4;
    private static final double STILL_FASTER = 0.98;

    /** The share of the last windows that compilers may have worked in. */
    private static final double AT_REST = 0.02;

    private WarmUp() {}

    /**
     * Warms up; ends when the last windows are not 2 % faster than those before, and hardly anything was compiled in them.
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
            long compiling = compiling();
            for (int i = 0; i < LOOK_BACK; i++) {
                recent = Math.min(recent, window(contender));
                if (System.nanoTime() - began >= most) return recent;
            }
            boolean atRest = compiling() - compiling < AT_REST * LOOK_BACK * WINDOW;
            if (recent > STILL_FASTER * before && atRest) return Math.min(recent, before);
        }
    }

    /** The nanoseconds that compilers have worked so far; 0 where the JVM does not tell. */
    private static long compiling() {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        boolean told = compilers != null && compilers.isCompilationTimeMonitoringSupported();
        return told ? TimeUnit.MILLISECONDS.toNanos(compilers.getTotalCompilationTime()) : 0;
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
