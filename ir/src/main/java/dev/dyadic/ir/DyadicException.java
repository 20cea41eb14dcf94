// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir;

import java.util.List;
import java.util.stream.Collectors;

/** What the user gave cannot be used. The message is for the user; a bug of ours is any other exception. */
public final class DyadicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of thing is at fault; tools map it to an exit code. */
    public enum Fault {
        /** A file that cannot be read or written, data that does not fit the program. */
        INPUT,
        /** Words of the command line. */
        USAGE,
        /** A recipe. */
        RECIPE,
        /** A model that is malformed or uses what is not supported. */
        MODEL
    }

    private final Fault fault;
    private final transient List<Problem> problems;

    public DyadicException(Fault fault, List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) throw new IllegalArgumentException("an exception needs a problem");
        this.fault = fault;
        this.problems = List.copyOf(problems);
    }

    public DyadicException(Fault fault, String where, String what, String hint) {
        this(fault, List.of(new Problem(where, what, hint)));
    }

    public DyadicException(Fault fault, String where, String what) {
        this(fault, where, what, "");
    }

    /** A fault of {@link Fault#MODEL}. */
    public static DyadicException model(String where, String what) {
        return new DyadicException(Fault.MODEL, where, what);
    }

    /** A fault of {@link Fault#INPUT}. */
    public static DyadicException input(String where, String what) {
        return new DyadicException(Fault.INPUT, where, what);
    }

    public Fault fault() {
        return fault;
    }

    public List<Problem> problems() {
        return problems;
    }
}
