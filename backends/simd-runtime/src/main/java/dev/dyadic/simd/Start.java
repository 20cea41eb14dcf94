// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Set;

/**
 * How a process starts. Vector code is a hundred times slower than it will be until the C2 compiler has got to it; plain loops are quick
 * almost at once. With the system property {@code dyadic.simd.start=plain} kernels that have both run as plain loops in the first second
 * after their first call. Both give the same bits.
 */
public final class Start {

    /** The property that decides: {@code vectors}, as without it, or {@code plain}. */
    public static final String PROPERTY = "dyadic.simd.start";

    private static final long NANOSECONDS = 1_000_000_000;
    private static final long BEGAN = System.nanoTime();

    /** Goes from true to false once. Which thread sees it when does not matter. */
    private static boolean starting = isAskedFor();

    private Start() {}

    /** Whether plain loops serve now: always where there are no vectors, else at first where that was asked for. */
    public static boolean isPlain() {
        if (Lanes.PLAIN) return true;
        if (starting) starting = System.nanoTime() - BEGAN < NANOSECONDS;
        return starting;
    }

    private static boolean isAskedFor() {
        String asked = System.getProperty(PROPERTY, "vectors");
        if (!Set.of("vectors", "plain").contains(asked))
            throw new IllegalArgumentException(PROPERTY + " is " + asked + "; it may be vectors or plain.");
        return asked.equals("plain");
    }
}
