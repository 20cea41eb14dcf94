// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a node is, seen on the graph and not by its name. Prints as its word in a recipe. */
public enum StructureKind {
    /** Every node that computes. */
    ANY,
    /** A product with a weight matrix, with the addition of its bias. */
    LINEAR,
    /** A convolution, transposed ones too, with the addition of its bias. */
    CONVOLUTION,
    /** A lookup of rows in a table of weights. */
    EMBEDDING,
    /** Layer, RMS, group, instance, batch and local response normalization. */
    NORM,
    SOFTMAX,
    /** The two products around a softmax, with what lies between them. */
    ATTENTION,
    /** The first of these products: of queries and keys. */
    SCORES,
    /** Two linears (three, where gated) with an elementwise function between them, and that function. */
    MLP,
    /** An addition of a stream to what was computed from it. */
    RESIDUAL,
    /** Ops that compute each number from the numbers at its place. */
    ELEMENTWISE,
    /** Maxima and averages over windows or over all of an image. */
    POOLING;

    /** The kind of this word, if there is one. */
    public static Optional<StructureKind> parse(String word) {
        return Arrays.stream(values()).filter(kind -> kind.toString().equals(word)).findFirst();
    }

    /** The words of all kinds. */
    public static List<String> words() {
        return Arrays.stream(values()).map(StructureKind::toString).toList();
    }

    @Override public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
