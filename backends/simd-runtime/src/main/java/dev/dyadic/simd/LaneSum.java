// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums of the lanes of a vector, in one order: the upper half is added to the lower until one lane is left. The order of {@code
 * reduceLanes} is not stated, and differs between interpreted and compiled code.
 */
final class LaneSum {

    private static final int LENGTH = Species.F32.length();
    private static final VectorShuffle<Float> BY_8 = by(8);
    private static final VectorShuffle<Float> BY_4 = by(4);
    private static final VectorShuffle<Float> BY_2 = by(2);
    private static final VectorShuffle<Float> BY_1 = by(1);

    private LaneSum() {}

    /** Brings lane i + distance to lane i. */
    private static VectorShuffle<Float> by(int distance) {
        return VectorShuffle.fromOp(Species.F32, lane -> (lane + distance) % LENGTH);
    }

    static float of(FloatVector x) {
        FloatVector sum = x;
        if (LENGTH > 8) sum = sum.add(sum.rearrange(BY_8));
        if (LENGTH > 4) sum = sum.add(sum.rearrange(BY_4));
        sum = sum.add(sum.rearrange(BY_2));
        return sum.add(sum.rearrange(BY_1)).lane(0);
    }
}
