// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.Arithmetic;
import dev.dyadic.x86.tile.Epilogue;
import dev.dyadic.x86.tile.Shape;
import dev.dyadic.x86.tile.StepProducts;
import dev.dyadic.x86.tile.WinogradCodes;
import dev.dyadic.x86.tile.WinogradSums;
import java.util.EnumMap;
import java.util.Map;

/**
 * The programs of convolutions by patches, in AVX2.
 *
 * @param codes transforms the codes
 * @param products multiplies each number of the patches with weights
 * @param sums makes results of the products
 */
record WinogradDesign(Program codes, Programs products, Map<Epilogue, Program> sums) {

    private static final int LANES = 16;

    static WinogradDesign of(Element codes) {
        Map<Epilogue, Program> sums = new EnumMap<>(Epilogue.class);
        for (Epilogue each : Epilogue.values()) {
            if (each != Epilogue.FLOATS) sums.put(each, new WinogradSums(each).program());
        }
        return new WinogradDesign(
                new WinogradCodes(codes.isSigned()).program(),
                new Programs(new Shape(Width.YMM, 6, 2), shape -> new StepProducts(shape, Arithmetic.WORDS, false)),
                sums);
    }

    static boolean fits(Convolution it, byte[] weights) {
        return it.kernelHeight() == 3 && it.kernelWidth() == 3 && it.strideHeight() == 1 && it.strideWidth() == 1
                && !it.isByChannel()
                && it.channels() % LANES == 0 && it.columns() % LANES == 0
                && WinogradPanels.holds(weights, it.columns());
    }
}
