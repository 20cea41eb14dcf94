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
import java.util.Optional;

/** The programs of convolutions by patches, in AVX2. They are made when first asked for: a start pays for those it uses. */
final class WinogradDesign {

    private static final int LANES = 16;

    private final Element element;
    private final Programs products = new Programs(new Shape(Width.YMM, 6, 2),
            shape -> new StepProducts(shape, Arithmetic.WORDS, false));
    private final Map<Epilogue, Program> sums = new EnumMap<>(Epilogue.class);
    private Optional<Program> codes = Optional.empty();

    /** @param element of the codes */
    WinogradDesign(Element element) {
        this.element = element;
    }

    /** Transforms the codes. */
    synchronized Program codes() {
        if (codes.isEmpty()) codes = Optional.of(new WinogradCodes(element.isSigned()).program());
        return codes.get();
    }

    /** Multiplies each number of the patches with weights. */
    Programs products() { return products; }

    /** Makes results of the products. */
    synchronized Program sums(Epilogue epilogue) {
        return sums.computeIfAbsent(epilogue, each -> new WinogradSums(each).program());
    }

    static boolean fits(Convolution it, byte[] weights) {
        return it.kernelHeight() == 3 && it.kernelWidth() == 3 && it.strideHeight() == 1 && it.strideWidth() == 1
                && !it.isByChannel() && it.channels() % LANES == 0 && it.columns() % LANES == 0
                && WinogradPanels.holds(weights, it.columns());
    }
}
