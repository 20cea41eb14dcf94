// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.dsl.syntax.Snippet;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The mistakes found so far. */
final class Complaints {

    private final List<Problem> problems = new ArrayList<>();

    void add(Object where, String what, String hint) {
        problems.add(new Problem(where.toString(), what, hint));
    }

    /** What the maker makes; where it refuses, the reason becomes a complaint. */
    <T> Optional<T> attempt(Object where, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (DyadicException wrong) {
            problems.addAll(wrong.problems());
        } catch (IllegalArgumentException wrong) {
            add(where, wrong.getMessage() + ".", "");
        }
        return Optional.empty();
    }

    /** @throws DyadicException if there is a complaint; it shows the lines of these texts */
    void raise(Map<String, String> texts) {
        if (problems.isEmpty()) return;
        throw new DyadicException(Fault.RECIPE, Snippet.in(problems, texts));
    }
}
