// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

/** How fast something is done. */
final class Rate {

    private static final long WARM_UP = 500_000_000;
    private static final int ROUNDS = 40;

    private Rate() {}

    /** So much work per nanosecond, in the best of several calls. */
    static double best(double work, Runnable call) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < WARM_UP) call.run();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            call.run();
            least = Math.min(least, System.nanoTime() - start);
        }
        return work / least;
    }
}
