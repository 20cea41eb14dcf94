// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import dev.dyadic.simd.Outside;
import dev.dyadic.simd.Program;
import dev.dyadic.simd.Workers;

/** A program that also knows the shapes of what it takes and gives. */
public abstract class ModelProgram extends Program {

    protected ModelProgram(String kinds, int[] first, int[] last, int boxes, Workers workers, Outside outside) {
        super(kinds, first, last, boxes, workers, outside);
    }

    /** The shape of an input at the sizes that are bound. */
    public abstract long[] inputShape(int input);

    /** The shape of an output at the sizes that are bound. */
    public abstract long[] outputShape(int output);
}
