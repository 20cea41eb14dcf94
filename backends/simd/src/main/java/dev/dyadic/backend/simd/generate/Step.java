// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.type.Dim;
import java.util.List;
import java.util.Set;

/**
 * A method of the program: the same body for every task, tasks being independent of each other.
 *
 * @param title what it computes, one line
 * @param tasks how many tasks there are, a Java expression; where it is not "1" the body uses the parameter {@code task}
 * @param body Java statements
 * @param touched the buffers it reads or writes
 * @param weights the numbers of the constants that are weights a kernel packs
 * @param macs the multiply-adds of its products; 0 where they are not counted
 */
record Step(String title, String tasks, String body, Set<Integer> touched, List<Integer> weights, Dim macs) {

    static final String ONCE = "1";

    /** The name of the value that it ends in. */
    String node() {
        return title.substring(title.startsWith("%") ? 1 : 0, colon());
    }

    /** What it does, in a few words. */
    String does() {
        return title.substring(Math.min(title.length(), colon() + 2));
    }

    private int colon() {
        int colon = title.lastIndexOf(": ");
        return colon < 0 ? title.length() : colon;
    }
}
