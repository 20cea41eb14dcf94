// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

/**
 * What codes stand for: in row r, group g, {@code code * multiples[r][g] * base[r]}. Without groups the multiples are empty and it is
 * {@code code * base[r]}.
 *
 * @param base one for each row, positive, each a number of f32
 * @param multiples for each row one for each group, 1 to 15; empty when there are no groups
 * @param group how many neighbours within a row make a group, the last may be smaller; 0 when there are no groups
 */
public record Scales(double[] base, int[][] multiples, int group) {

    /** The scale of an element of a row. */
    public double at(int row, int element) {
        return base[row] * multiple(row, element);
    }

    /** What the code of an element of a row is multiplied by to be a code of the row's base scale; 1 without groups. */
    public int multiple(int row, int element) {
        return group == 0 ? 1 : multiples[row][element / group];
    }
}
