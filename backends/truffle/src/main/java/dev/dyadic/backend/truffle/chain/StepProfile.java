// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import java.util.Arrays;

/**
 * The steps that leaves take along a row, where they have always been the same: the compiler then sees constants, and takes what does
 * not move out of the loop. A leaf that changes its step does so once for all, which bounds the compilations of a nest.
 */
final class StepProfile {

    private static final int UNSEEN = -1;
    private static final int VARIES = -2;

    @CompilationFinal(dimensions = 1) private final int[] known;

    StepProfile(int leaves) {
        this.known = new int[leaves];
        Arrays.fill(known, UNSEEN);
    }

    /** @param matters whether a row has more than one position; the step of a single one is not looked at */
    int step(int leaf, int step, boolean matters) {
        int usual = known[leaf];
        if (usual == VARIES || !matters && usual == UNSEEN) return step;
        if (usual == step || !matters) return usual;
        CompilerDirectives.transferToInterpreterAndInvalidate();
        known[leaf] = usual == UNSEEN ? step : VARIES;
        return step;
    }
}
