// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.spec.Literal;
import dev.dyadic.plugin.spec.Options;
import dev.dyadic.plugin.spec.Spec;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Backends as they are timed: as their makers ship them, unless their options are written out. */
final class TimedBackend {

    /** Makes results comparable bit for bit, at a price that the backend's own users do not pay. */
    private static final String EXACT = "exact";

    private TimedBackend() {}

    /**
     * @param backend as it is for comparing results
     * @param written as it was named on the command line, perhaps with options; empty where none was named
     */
    static Backend of(Backend backend, String written) {
        boolean decided = !written.isEmpty() && Spec.parse(written, "--backend").options().containsKey(EXACT);
        if (decided || !Options.describe(backend).containsKey(EXACT)) return backend;
        SequencedMap<String, Literal> options = new LinkedHashMap<>();
        options.put(EXACT, new Literal.Word("false", "--backend"));
        return Options.apply(backend, new Spec(backend.name(), options, "--backend"));
    }
}
