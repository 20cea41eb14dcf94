// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assumptions.abort;

/** What a backend made of a graph. */
sealed interface Verdict {

    /** It gives what the reference gives. */
    record Held() implements Verdict {}

    /** It says that it does not take the graph, as it may. */
    record Refused(String why) implements Verdict {}

    /** It does not; says where. */
    record Broken(String how, Throwable cause) implements Verdict {
        Broken(String how) {
            this(how, new AssertionError(how));
        }
    }

    /** Passes, skips or fails the test. */
    default void settle() {
        switch (this) {
            case Held _ -> {}
            case Refused(String why) -> abort("refused: " + why);
            case Broken(String how, Throwable cause) -> throw new AssertionError(how, cause);
        }
    }
}
