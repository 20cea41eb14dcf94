// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.spec.Literal;
import dev.dyadic.plugin.spec.Options;
import dev.dyadic.plugin.spec.Spec;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The threads that one run of a program uses: an option of the backends that can share a run's work. */
final class Threads {

    private static final String OPTION = "threads";

    private Threads() {}

    /** Whether the backend can use several threads for one run. */
    static boolean has(Backend backend) {
        return Options.describe(backend).containsKey(OPTION);
    }

    /** The backend with so many threads; one that has no such option runs on one thread, and stays as it is. */
    static Backend set(Backend backend, int threads) {
        if (threads < 1) throw new DyadicException(Fault.USAGE, "--threads", "must be at least 1, was " + threads + ".");
        if (!has(backend)) return backend;
        SequencedMap<String, Literal> options = new LinkedHashMap<>();
        options.put(OPTION, new Literal.Word(String.valueOf(threads), "--threads"));
        return Options.apply(backend, new Spec(backend.name(), options, "--threads"));
    }
}
