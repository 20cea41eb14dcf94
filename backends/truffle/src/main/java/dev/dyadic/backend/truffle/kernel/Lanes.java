// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** The lanes of this machine. */
final class Lanes {

    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    private Lanes() {}
}
