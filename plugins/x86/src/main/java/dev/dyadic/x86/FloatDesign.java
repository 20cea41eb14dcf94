// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.tile.Shape;
import java.util.List;

/** The tiles for floats, one per set of instructions. */
enum FloatDesign {
    AVX512(List.of(Feature.AVX2, Feature.AVX512F), new Shape(Width.ZMM, 12, 2)),
    FMA(List.of(Feature.AVX2, Feature.FMA), new Shape(Width.YMM, 6, 2));

    private final List<Feature> features;
    private final Shape shape;

    FloatDesign(List<Feature> features, Shape shape) {
        this.features = features;
        this.shape = shape;
    }

    List<Feature> features() { return features; }

    Shape shape() { return shape; }

    /** The multiply-adds of a cycle, at best, on processors that have only one such unit of 512 bits, or two of 256. */
    double macsPerCycle() {
        return 16;
    }
}
