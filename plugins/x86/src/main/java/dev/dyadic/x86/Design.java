// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.tile.Arithmetic;
import dev.dyadic.x86.tile.Conversion;
import dev.dyadic.x86.tile.Shape;
import java.util.List;

/** The tiles, one per set of instructions. */
enum Design {
    AVX512_VNNI(
            List.of(Feature.AVX2, Feature.AVX512F, Feature.AVX512_VNNI),
            new Shape(Width.ZMM, 12, 2),
            Arithmetic.QUADS,
            128,
            "dot products of 64 codes at a time"),
    AVX_VNNI(
            List.of(Feature.AVX2, Feature.AVX_VNNI),
            new Shape(Width.YMM, 6, 2),
            Arithmetic.QUADS,
            64,
            "dot products of 32 codes at a time"),
    AVX2(
            List.of(Feature.AVX2),
            new Shape(Width.YMM, 6, 2),
            Arithmetic.WORDS,
            28,
            "products of 16 bits, 16 at a time, exact, and of matrices half as many");

    private final List<Feature> features;
    private final Shape shape;
    private final Arithmetic arithmetic;
    private final double macsPerCycle;
    private final String how;

    Design(List<Feature> features, Shape shape, Arithmetic arithmetic, double macsPerCycle, String how) {
        this.features = features;
        this.shape = shape;
        this.arithmetic = arithmetic;
        this.macsPerCycle = macsPerCycle;
        this.how = how;
    }

    List<Feature> features() { return features; }

    Shape shape() { return shape; }

    /** The tile for so many columns: half as wide where they fill no more of it. */
    Shape shape(int columns) {
        boolean half = shape.width() == Width.ZMM && columns <= shape.width().lanes();
        return half ? new Shape(shape.width(), shape.rows(), 1) : shape;
    }

    Arithmetic arithmetic() { return arithmetic; }

    /** The multiply-adds of a cycle, at best, on processors that have only one such unit. */
    double macsPerCycle() {
        return macsPerCycle;
    }

    String how() { return how; }

    /** What becomes of codes of that element before the tile reads them. */
    Conversion conversion(Element codes) {
        boolean signed = codes.equals(Element.I8);
        if (arithmetic == Arithmetic.QUADS) return signed ? Conversion.RAISE : Conversion.COPY;
        return signed ? Conversion.WIDEN_SIGNED : Conversion.WIDEN_UNSIGNED;
    }

    /** True where sums hold too much, because the codes were raised by 128. */
    boolean corrected(Element codes) {
        return conversion(codes) == Conversion.RAISE;
    }
}
