// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.testkit.contract.FloatChecks;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.machine.Host;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every tile for floats, in the interpreter; on this machine's processor they run in the contract of kernels. */
class FloatGemmTest {

    private static final Host EVERYTHING = new Host(EnumSet.allOf(Feature.class), Optional.empty());

    @ParameterizedTest
    @EnumSource void interpretedEqualsPlainLoops(FloatDesign design) {
        var kernel = new X86FloatGemm(design, EVERYTHING, new InterpretedEngine());
        int rows = kernel.tile().rows();
        int columns = kernel.tile().columns();
        for (int depth : new int[] {0, 1, 2, 3, 4, 5, 33}) new FloatChecks(kernel, rows + 1, depth, columns + 3).run();
        for (int count = 1; count < rows; count++) new FloatChecks(kernel, count, 7, columns).run();
        new FloatChecks(kernel, 2 * rows + 5, 9, 2 * columns).run();
    }

    @Test void leavesOfArraysAreRefused() {
        var kernel = new X86FloatGemm(FloatDesign.FMA, EVERYTHING, new InterpretedEngine());
        float[] panels = new float[3 * 16];
        float[] none = {};
        assertThrows(IndexOutOfBoundsException.class,
                () -> kernel.multiply(new float[5], 0, 3, 2, panels, 0, 3, 0, 2, 1, none, new float[4], 0, 2));
        assertThrows(IndexOutOfBoundsException.class,
                () -> kernel.multiply(new float[6], 0, 3, 2, panels, 1, 3, 0, 2, 1, none, new float[4], 0, 2));
        assertThrows(IndexOutOfBoundsException.class,
                () -> kernel.multiply(new float[6], 0, 3, 2, panels, 0, 3, 0, 2, 1, none, new float[3], 0, 2));
        assertThrows(IndexOutOfBoundsException.class,
                () -> kernel.multiply(new float[6], 0, 3, 2, panels, 0, 3, 0, 2, 1, new float[1], new float[4], 0, 2));
        assertThrows(IllegalArgumentException.class,
                () -> kernel.multiply(new float[6], 0, 3, 2, panels, 0, 3, 1, 2, 1, none, new float[4], 0, 2));
    }
}
