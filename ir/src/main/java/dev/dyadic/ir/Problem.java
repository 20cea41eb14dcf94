// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir;

import java.util.Objects;

/**
 * One thing wrong with what the user gave, fit to be shown as it is.
 *
 * @param where the place: a file with line and column, a node, an input; empty when there is none
 * @param what what was found and what would be right, one sentence
 * @param hint what to try; empty when there is nothing to say
 */
public record Problem(String where, String what, String hint) {

    public Problem {
        Objects.requireNonNull(where);
        Objects.requireNonNull(what);
        Objects.requireNonNull(hint);
    }

    public static Problem of(String where, String what) {
        return new Problem(where, what, "");
    }

    @Override public String toString() {
        String place = where.isEmpty() ? "" : where + ": ";
        String advice = hint.isEmpty() ? "" : " " + hint;
        return place + what + advice;
    }
}
