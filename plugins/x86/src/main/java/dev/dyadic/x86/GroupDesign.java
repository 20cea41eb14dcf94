// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.tile.Planes;
import dev.dyadic.x86.tile.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The tiles for weights of few bits in groups, by bits and set of instructions; each is as wide as the {@link Design} beside it. Those of
 * up to 3 bits look up.
 */
enum GroupDesign {
    AVX512_I2(2, Design.AVX512_VNNI, Width.ZMM, 54),
    AVX512_I3(3, Design.AVX512_VNNI, Width.ZMM, 36),
    AVX512_I4(Design.AVX512_VNNI, new Shape(Width.ZMM, 6, 2), true, 80),
    AVX_VNNI_I4(Design.AVX_VNNI, new Shape(Width.YMM, 3, 2), true, 46),
    AVX2_I2(2, Design.AVX2, Width.YMM, 27),
    AVX2_I3(3, Design.AVX2, Width.YMM, 18),
    AVX2_I4(Design.AVX2, new Shape(Width.YMM, 3, 2), false, 37);

    /** Cycles for 32 bytes of weights of 4 bits to become two of 8, by weight. */
    private static final double HALVING = 2.0 / 64;

    private final int bits;
    private final Design bytes;
    private final Shape shape;
    private final List<GroupCode> codes;
    private final double macsPerCycle;

    GroupDesign(Design bytes, Shape shape, boolean quads, double macsPerCycle) {
        this(4, bytes, shape, List.of(new GroupCode.Halves(quads)), macsPerCycle);
    }

    GroupDesign(int bits, Design bytes, Width width, double macsPerCycle) {
        this(bits, bytes, new Shape(width, 1, 4), tables(bits), macsPerCycle);
    }

    GroupDesign(int bits, Design bytes, Shape shape, List<GroupCode> codes, double macsPerCycle) {
        this.bits = bits;
        this.bytes = bytes;
        this.shape = shape;
        this.codes = codes;
        this.macsPerCycle = macsPerCycle;
    }

    /** Groups of 32 before those of 16; weights that are 1 or -1, which take a bit, before those of two. */
    private static List<GroupCode> tables(int bits) {
        GroupCode wide = new GroupCode.Tables(Planes.ofBits(bits, 8));
        GroupCode narrow = new GroupCode.Tables(Planes.ofBits(bits, 4));
        if (bits > 2) return List.of(wide, narrow);
        return List.of(new GroupCode.Tables(Planes.ofSigns(8)), new GroupCode.Tables(Planes.ofSigns(4)), wide, narrow);
    }

    /** The tile for weights of 8 bits. */
    Design bytes() { return bytes; }

    Element weights() { return Element.signed(bits); }

    List<Feature> features() {
        return shape.width() == Width.ZMM
                ? List.of(Feature.AVX2, Feature.AVX512F, Feature.AVX512BW, Feature.AVX512_VNNI)
                : bytes.features();
    }

    Shape shape() { return shape; }

    /** All ways in which weights may lie. */
    List<GroupCode> codes() { return codes; }

    /** The way in which given weights lie; empty where a group is not a whole multiple of what shares a multiple. */
    Optional<GroupCode> code(byte[] weights, int group, int depth) {
        boolean signs = true;
        for (byte each : weights) signs &= each == 1 || each == -1;
        boolean areSigns = signs;
        return codes.stream()
                .filter(code -> group >= depth || group % code.group() == 0)
                .filter(code -> areSigns || !(code instanceof GroupCode.Tables(Planes planes)) || planes.clear() == 0)
                .findFirst();
    }

    /** What a product takes; looking up takes the same for each row. */
    Cost cost(double perCall) {
        double perWeight = codes.getFirst() instanceof GroupCode.Halves ? HALVING * Width.YMM.bytes() / shape.width().bytes() : 0;
        return new Cost(macsPerCycle, perWeight, perCall);
    }
}
