// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The names of all core ops, read off the sealed families. */
public final class Mnemonics {

    private static final SequencedMap<String, Class<? extends Op>> BY_NAME = collect();

    private Mnemonics() {}

    /** Every core op by its mnemonic, in alphabetical order; custom ops are not among them. */
    public static SequencedMap<String, Class<? extends Op>> all() {
        return BY_NAME;
    }

    /** {@code LayerNorm} becomes {@code layer-norm}. */
    public static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    static String of(Class<? extends Op> op) {
        return kebab(op.getSimpleName());
    }

    private static SequencedMap<String, Class<? extends Op>> collect() {
        TreeMap<String, Class<? extends Op>> names = new TreeMap<>();
        var open = new ArrayDeque<Class<?>>();
        open.add(Op.class);
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            if (next.isSealed()) {
                open.addAll(Arrays.asList(next.getPermittedSubclasses()));
            } else if (next.isRecord()) {
                Class<? extends Op> op = next.asSubclass(Op.class);
                names.put(IntegerOp.class.isAssignableFrom(op) ? "int." + of(op) : of(op), op);
            }
        }
        return Collections.unmodifiableSequencedMap(names);
    }
}
