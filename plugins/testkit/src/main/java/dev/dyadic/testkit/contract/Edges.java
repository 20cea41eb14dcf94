// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;

/** The sizes at which loops over tiles go wrong, if they do. */
final class Edges {

    private Edges() {}

    /** {@code {0, 1, tile - 1, tile, tile + 1, 2 tile}} and the next prime, in ascending order. */
    static List<Integer> of(int tile) {
        int prime = BigInteger.valueOf(2L * tile + 1).nextProbablePrime().intValueExact();
        return List.copyOf(new TreeSet<>(List.of(0, 1, Math.max(0, tile - 1), tile, tile + 1, 2 * tile, prime)));
    }
}
