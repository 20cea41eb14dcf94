// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.ast;

import dev.dyadic.plugin.recipe.Position;
import dev.dyadic.plugin.recipe.Selector;

/** Which nodes a statement is about, as written: names are not yet looked up. */
public sealed interface Selection {

    /** A selector that needs no looking up: a pattern, {@code op}, {@code feeds} or {@code fed by}. */
    record Leaf(Selector selector, Position at) implements Selection {}

    /** A kind of nodes, or a selection of the recipe. */
    record Named(String name, Position at) implements Selection {}

    record Not(Selection what) implements Selection {}

    record And(Selection left, Selection right) implements Selection {}

    record Or(Selection left, Selection right) implements Selection {}

    /** Those of the first that are among the second. */
    record Where(Selection what, Selection condition) implements Selection {}

    /**
     * Canonical text: no brackets that are not needed, a pattern as {@code name matches} behind {@code where} and bare
     * elsewhere.
     */
    default String text() {
        return print(this, 0, false);
    }

    private static String print(Selection part, int least, boolean behindWhere) {
        int strength = strength(part);
        if (strength < least) return "(" + print(part, 0, behindWhere) + ")";
        return switch (part) {
            case Leaf(Selector.NameMatches name, _) when behindWhere -> "name matches " + name;
            case Leaf(var selector, _) -> selector.toString();
            case Named(var name, _) -> name;
            case Not(var what) -> "not " + print(what, strength, behindWhere);
            case And(var left, var right) ->
                print(left, strength, behindWhere) + " and " + print(right, strength + 1, behindWhere);
            case Or(var left, var right) ->
                print(left, strength, behindWhere) + " or " + print(right, strength + 1, behindWhere);
            case Where(var what, var condition) ->
                print(what, 1, behindWhere) + " where " + print(condition, 1, true);
        };
    }

    private static int strength(Selection part) {
        return switch (part) {
            case Where _ -> 0;
            case Or _ -> 1;
            case And _ -> 2;
            case Not _, Leaf _, Named _ -> 3;
        };
    }
}
