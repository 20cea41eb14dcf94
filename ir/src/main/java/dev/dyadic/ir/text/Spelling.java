// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import java.util.Collection;
import java.util.Optional;

/** Finds the word someone meant. */
public final class Spelling {

    /** Longer words are no slips. */
    private static final int LONGEST = 64;

    private Spelling() {}

    /** The nearest known word, the first of equals, if it is within a third of the letters. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST) return Optional.empty();
        Optional<String> nearest = Optional.empty();
        int least = Math.max(1, word.length() / 3) + 1;
        for (String each : known) {
            if (Math.abs(each.length() - word.length()) >= least) continue;
            int distance = distance(word, each);
            if (distance >= least) continue;
            least = distance;
            nearest = Optional.of(each);
        }
        return nearest;
    }

    /** A hint to follow a message: {@code Did you mean 'clamp'?}, or nothing. */
    public static String hint(String word, Collection<String> known) {
        return nearest(word, known).map(meant -> "Did you mean '" + meant + "'?").orElse("");
    }

    /** Letters to insert, drop, change or swap with their neighbour (Damerau 1964, neighbours swapped once). */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) last[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
