// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way to do a job on some machine: a row of the table from which the selector picks. How a kernel is called is agreed per job, in an
 * interface that extends this one.
 */
public non-sealed interface Kernel extends Contribution {

    /** The block of results made at a time: rows, columns, and the depth by which sums advance; all at least 1. */
    record Tile(int rows, int columns, int depth) {
        public Tile {
            if (rows < 1 || columns < 1 || depth < 1) throw new IllegalArgumentException("a tile has at least one element");
        }
    }

    /** A size of the job: rows and columns of the result, depth of the sums. */
    record Size(long rows, long columns, long depth) {}

    /** The mnemonic of the op it computes: {@code matmul-integer}. */
    String job();

    /** The elements of the operands it takes, in the op's order. */
    List<Element> operands();

    /** The element of the result. */
    Element result();

    Tile tile();

    /** What the machine must offer, in the machine's own words ({@code avx512_vnni}); empty where it runs everywhere. */
    Set<String> needs();

    /** Why it cannot run here, one sentence; empty where it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** The estimated time in nanoseconds on one core, used where nothing was measured. */
    double cost(Size size);
}
