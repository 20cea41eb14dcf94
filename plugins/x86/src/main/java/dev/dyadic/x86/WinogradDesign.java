// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.Arithmetic;
import dev.dyadic.x86.tile.WinogradProgram;
import dev.dyadic.x86.tile.WinogradSums;
import dev.dyadic.x86.tile.Shape;
import dev.dyadic.x86.tile.StepProducts;

/**
 * The programs of convolutions by patches, in AVX2.
 *
 * @param transform of the codes
 * @param products of each number of patches with weights
 * @param upper sums of the upper line of patches
 * @param lower sums of the lower
 */
record WinogradDesign(Program transform, Programs products, Programs upper, Programs lower) {

    private static final int LANES = 16;

    /** Four times a sum of so many channels fits 32 bits: 4 * 9 * 128 * 255 * 1024 is below 2^31. */
    private static final int MOST_CHANNELS = 1024;

    static WinogradDesign of(Element codes) {
        var pairs = new Shape(Width.YMM, WinogradSums.PIXELS, 2);
        return new WinogradDesign(
                new WinogradProgram(codes.isSigned()).program(),
                new Programs(new Shape(Width.YMM, 6, 2), shape -> new StepProducts(shape, Arithmetic.WORDS, false)),
                new Programs(pairs, shape -> new WinogradSums(shape, false)),
                new Programs(pairs, shape -> new WinogradSums(shape, true)));
    }

    Shape shape() { return upper.shape(); }

    static boolean fits(Convolution it) {
        return it.kernelHeight() == 3 && it.kernelWidth() == 3 && it.strideHeight() == 1 && it.strideWidth() == 1
                && !it.isByChannel()
                && it.channels() % LANES == 0 && it.columns() % LANES == 0 && it.channels() <= MOST_CHANNELS;
    }
}
