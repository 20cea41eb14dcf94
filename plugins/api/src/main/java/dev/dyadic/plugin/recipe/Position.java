// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

/**
 * A place in a recipe.
 *
 * @param source the file, the preset or the command line option it stands in
 * @param line from 1
 * @param column from 1, in characters
 */
public record Position(String source, int line, int column) {

    public Position {
        if (line < 1 || column < 1) throw new IllegalArgumentException("lines and columns are counted from 1");
    }

    /** {@code source:line:column}. */
    @Override public String toString() {
        return source + ":" + line + ":" + column;
    }
}
