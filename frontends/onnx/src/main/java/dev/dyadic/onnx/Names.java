// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which names a graph's values end up with: those of the model go to the values that the model means. */
final class Names {

    private final Set<String> reserved;
    private final Map<String, Integer> suffixes = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();

    /** @param model the names of the model's values */
    Names(Set<String> model) {
        this.reserved = new HashSet<>(model);
    }

    /** Names that no made-up value may take. */
    Set<String> reserved() {
        return reserved;
    }

    /** A name near the one wanted that nothing else has, reserved from now on. */
    String fresh(String wanted) {
        if (reserved.add(wanted)) return wanted;
        int suffix = suffixes.merge(wanted, 1, Integer::sum);
        while (!reserved.add(wanted + "." + suffix)) suffix = suffixes.merge(wanted, 1, Integer::sum);
        return wanted + "." + suffix;
    }

    /** The name a value ends up with. */
    String of(String value) {
        return renamed.getOrDefault(value, value);
    }

    /** Gives a value a name; whoever has it takes the value's name in exchange. */
    void give(String value, String name) {
        String now = of(value);
        if (now.equals(name)) return;
        String holder = holders.getOrDefault(name, name);
        set(value, name);
        set(holder, now);
    }

    private void set(String value, String name) {
        renamed.put(value, name);
        holders.put(name, value);
    }

    /** The new name of each value that gets one. */
    Map<String, String> changes() {
        return renamed;
    }
}
