// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The loop nests of a program's chains, one for each form: so many layers of one kind are compiled once. */
public final class Nests {

    private final TruffleLanguage<?> language;
    private final Map<Form, RootCallTarget> nests = new ConcurrentHashMap<>();

    public Nests(TruffleLanguage<?> language) {
        this.language = language;
    }

    public RootCallTarget of(Chain chain) {
        return nests.computeIfAbsent(chain.form(), _ -> chain.target(language));
    }
}
