// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

/** A pattern of names: {@code *} stands for any text, also an empty one or one with slashes, {@code ?} for one character. */
public record Glob(String pattern) {

    public Glob {
        if (pattern.isEmpty()) throw new IllegalArgumentException("an empty pattern matches no name");
    }

    /** Whether the pattern is all of a name. Takes time proportional to the product of the lengths at worst. */
    public boolean matches(String name) {
        int at = 0;
        int next = 0;
        int star = -1;
        int resume = 0;
        while (at < name.length()) {
            if (next < pattern.length() && pattern.charAt(next) == '*') {
                star = next++;
                resume = at;
            } else if (next < pattern.length() && (pattern.charAt(next) == '?' || pattern.charAt(next) == name.charAt(at))) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (next < pattern.length() && pattern.charAt(next) == '*') next++;
        return next == pattern.length();
    }

    @Override public String toString() {
        return pattern;
    }
}
