// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Of each point of an axis of the result, the points of the operand that it is a weighted sum of, in the order in which they are added.
 * Places that a point does not need have weight 0, and come last.
 *
 * @param count places of each point
 */
public record Taps(int count, int[] sources, int sourcesAt, double[] weights, int weightsAt) {

    int source(int point, int tap) {
        return sources[sourcesAt + point * count + tap];
    }

    double weight(int point, int tap) {
        return weights[weightsAt + point * count + tap];
    }

    /** How many places a point needs. */
    int used(int point) {
        int used = 0;
        while (used < count && weight(point, used) != 0) used++;
        return used;
    }

    void put(int point, int tap, int source, double weight) {
        sources[sourcesAt + point * count + tap] = source;
        weights[weightsAt + point * count + tap] = weight;
    }
}
