// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.registry;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the word that was meant, by the fewest insertions, deletions, changes and swaps of neighbours (Damerau 1964). */
public final class Suggestion {

    private Suggestion() {}

    /** The nearest of the right words, the first in alphabetical order of equally near ones; nothing if all are far off. */
    public static Optional<String> among(String wrong, Collection<String> right) {
        int least = Math.max(1, wrong.length() / 3) + 1;
        Optional<String> nearest = Optional.empty();
        for (String word : new TreeSet<>(right)) {
            int distance = distance(wrong, word);
            if (distance >= least) continue;
            least = distance;
            nearest = Optional.of(word);
        }
        return nearest;
    }

    /** The advice for a message: what may have been meant, and all that would be right. */
    public static String hint(String wrong, Collection<String> right) {
        if (right.isEmpty()) return "There are none.";
        String all = "Known: " + String.join(", ", right) + ".";
        return among(wrong, right).map(word -> "Did you mean \"" + word + "\"? " + all).orElse(all);
    }

    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) cost[i][0] = i;
        for (int j = 0; j <= b.length(); j++) cost[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) cost[i][j] = step(a, b, i, j, cost);
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int change = cost[i - 1][j - 1] + (same ? 0 : 1);
        int least = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
