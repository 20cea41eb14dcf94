// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import static dev.dyadic.plugin.spec.Literal.quote;

/**
 * Says which nodes a rule is about. Prints as what a recipe says; names of selections are already replaced by what they
 * stand for.
 */
public sealed interface Selector {

    /** {@code linear}. */
    record Kind(StructureKind kind) implements Selector {
        @Override public String toString() {
            return kind.toString();
        }
    }

    /** {@code op "matmul"}: the nodes whose op has this mnemonic. */
    record Mnemonic(String mnemonic) implements Selector {
        @Override public String toString() {
            return "op " + quote(mnemonic);
        }
    }

    /** {@code "*}{@code /pooler/*"}: the nodes one of whose results has such a name. */
    record NameMatches(Glob name) implements Selector {
        @Override public String toString() {
            return quote(name.pattern());
        }
    }

    /**
     * {@code feeds "logits"}: the nodes with a result that is an output of the graph of such a name, or is only moved on
     * its way there.
     */
    record Feeds(Glob output) implements Selector {
        @Override public String toString() {
            return "feeds " + quote(output.pattern());
        }
    }

    /**
     * {@code fed by "pixels"}: the nodes with an operand that is an input of the graph of such a name, or was only moved
     * since.
     */
    record FedBy(Glob input) implements Selector {
        @Override public String toString() {
            return "fed by " + quote(input.pattern());
        }
    }

    /** The nodes that both select. */
    record And(Selector left, Selector right) implements Selector {
        @Override public String toString() {
            String first = left instanceof Or ? "(" + left + ")" : left.toString();
            return first + " and " + (right instanceof Or || right instanceof And ? "(" + right + ")" : right);
        }
    }

    /** The nodes that at least one of them selects. */
    record Or(Selector left, Selector right) implements Selector {
        @Override public String toString() {
            return left + " or " + (right instanceof Or ? "(" + right + ")" : right);
        }
    }

    /** All nodes but those selected. */
    record Not(Selector what) implements Selector {
        @Override public String toString() {
            return what instanceof And || what instanceof Or ? "not (" + what + ")" : "not " + what;
        }
    }
}
