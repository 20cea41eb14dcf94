// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import dev.dyadic.simd.PanelSoftmax.More;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link PanelSoftmax} in vectors. */
final class VectorPanelSoftmax {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();
    private static final int WIDTH = 2 * LENGTH;

    /** They are compiled one by one: as they stand in an array, which could change, a call may be to any of them, and none is inlined. */
    private static final Loop[] LOOPS = {VectorPanelSoftmax::none, VectorPanelSoftmax::shared, VectorPanelSoftmax::own,
        VectorPanelSoftmax::powers};

    private static final int POWERS = More.values().length;

    private interface Loop {
        void over(float[] memory, int at, int rows, int moreAt, int sharesAt);
    }

    private VectorPanelSoftmax() {}

    static void powers(float[] memory, int at, int rows, More more, int moreAt, int sharesAt) {
        run(more.ordinal(), memory, at, rows, moreAt, sharesAt);
        for (int c = 0; c < WIDTH; c += LENGTH) run(POWERS, memory, at + c, rows, moreAt, sharesAt + c);
    }

    private static void run(int loop, float[] memory, int at, int rows, int moreAt, int sharesAt) {
        LOOPS[loop].over(memory, at, rows, moreAt, sharesAt);
    }

    private static void none(float[] memory, int at, int rows, int moreAt, int maxAt) {
        FloatVector left = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
        FloatVector right = left;
        for (int k = 0; k < rows; k++) {
            left = larger(left, FloatVector.fromArray(LANES, memory, at + k * WIDTH));
            right = larger(right, FloatVector.fromArray(LANES, memory, at + k * WIDTH + LENGTH));
        }
        left.intoArray(memory, maxAt);
        right.intoArray(memory, maxAt + LENGTH);
    }

    private static void shared(float[] memory, int at, int rows, int moreAt, int maxAt) {
        FloatVector left = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
        FloatVector right = left;
        for (int k = 0; k < rows; k++) {
            FloatVector more = FloatVector.broadcast(LANES, memory[moreAt + k]);
            FloatVector a = FloatVector.fromArray(LANES, memory, at + k * WIDTH).add(more);
            FloatVector b = FloatVector.fromArray(LANES, memory, at + k * WIDTH + LENGTH).add(more);
            a.intoArray(memory, at + k * WIDTH);
            b.intoArray(memory, at + k * WIDTH + LENGTH);
            left = larger(left, a);
            right = larger(right, b);
        }
        left.intoArray(memory, maxAt);
        right.intoArray(memory, maxAt + LENGTH);
    }

    private static void own(float[] memory, int at, int rows, int moreAt, int maxAt) {
        FloatVector left = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
        FloatVector right = left;
        for (int k = 0; k < rows; k++) {
            FloatVector a = FloatVector.fromArray(LANES, memory, at + k * WIDTH);
            FloatVector b = FloatVector.fromArray(LANES, memory, at + k * WIDTH + LENGTH);
            a = a.add(FloatVector.fromArray(LANES, memory, moreAt + k * WIDTH));
            b = b.add(FloatVector.fromArray(LANES, memory, moreAt + k * WIDTH + LENGTH));
            a.intoArray(memory, at + k * WIDTH);
            b.intoArray(memory, at + k * WIDTH + LENGTH);
            left = larger(left, a);
            right = larger(right, b);
        }
        left.intoArray(memory, maxAt);
        right.intoArray(memory, maxAt + LENGTH);
    }

    /** NaN is passed over: it shows in the sum. */
    private static FloatVector larger(FloatVector most, FloatVector here) {
        return most.blend(here, here.compare(VectorOperators.GT, most));
    }

    /** Of one vector of each row; its maximum stands where its share goes. */
    private static void powers(float[] memory, int at, int rows, int moreAt, int shareAt) {
        FloatVector max = FloatVector.fromArray(LANES, memory, shareAt);
        FloatVector sum = FloatVector.zero(LANES);
        for (int k = 0; k < rows; k++) {
            FloatVector power = VectorMath.expOrZero(FloatVector.fromArray(LANES, memory, at + k * WIDTH).sub(max));
            power.intoArray(memory, at + k * WIDTH);
            sum = sum.add(power);
        }
        FloatVector.broadcast(LANES, 1f).div(sum).intoArray(memory, shareAt);
    }
}
