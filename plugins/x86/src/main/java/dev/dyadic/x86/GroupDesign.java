// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.tile.Shape;
import java.util.List;

/** The tiles for weights of 4 bits in groups, one per set of instructions; each is as wide as the {@link Design} beside it. */
enum GroupDesign {
    AVX512_VNNI(
            Design.AVX512_VNNI,
            List.of(Feature.AVX2, Feature.AVX512F, Feature.AVX512BW, Feature.AVX512_VNNI),
            new Shape(Width.ZMM, 6, 2),
            true,
            80),
    AVX_VNNI(Design.AVX_VNNI, List.of(Feature.AVX2, Feature.AVX_VNNI), new Shape(Width.YMM, 3, 2), true, 40),
    AVX2(Design.AVX2, List.of(Feature.AVX2), new Shape(Width.YMM, 3, 2), false, 32);

    private final Design bytes;
    private final List<Feature> features;
    private final Shape shape;
    private final boolean quads;
    private final double macsPerCycle;

    GroupDesign(Design bytes, List<Feature> features, Shape shape, boolean quads, double macsPerCycle) {
        this.bytes = bytes;
        this.features = features;
        this.shape = shape;
        this.quads = quads;
        this.macsPerCycle = macsPerCycle;
    }

    /** The tile for weights of 8 bits. */
    Design bytes() { return bytes; }

    List<Feature> features() { return features; }

    Shape shape() { return shape; }

    /** True where four products are added at a time, in 32 bits. */
    boolean quads() { return quads; }

    /** The multiply-adds of a cycle, at best, on processors that have only one such unit. */
    double macsPerCycle() {
        return macsPerCycle;
    }
}
