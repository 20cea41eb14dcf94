// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The table of translations, by domain and op type. */
public final class Translations {

    private final Map<String, Map<String, Translation>> tables = new TreeMap<>();

    /** Adds an op of the standard domain. */
    public Translations put(String opType, Translation translation) {
        return put("", opType, translation);
    }

    /** Adds an op; each op has one translation. */
    public Translations put(String domain, String opType, Translation translation) {
        Translation before = tables.computeIfAbsent(domain, _ -> new TreeMap<>()).put(opType, translation);
        if (before != null) throw new IllegalStateException(domain + "." + opType + " has two translations");
        return this;
    }

    public Optional<Translation> find(String domain, String opType) {
        return Optional.ofNullable(tables.getOrDefault(domain, Map.of()).get(opType));
    }

    /** All op types by domain, both in alphabetical order. */
    public Map<String, Map<String, Translation>> all() {
        return tables;
    }
}
