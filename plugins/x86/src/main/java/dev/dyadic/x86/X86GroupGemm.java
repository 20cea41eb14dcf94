// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.GroupGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.machine.Host;
import dev.dyadic.x86.tile.GroupProducts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Products of 8-bit codes and weights of 4 bits in groups by a tile in machine code. Groups that are not whole multiples of the tile's are
 * multiplied out to weights of 8 bits.
 */
final class X86GroupGemm implements GroupGemm {

    private static final double NANOSECONDS_PER_CALL = 150;
    private static final int U8_TO_I8 = 0x80;

    private final GroupDesign design;
    private final Element codes;
    private final Host host;
    private final Engine engine;
    private final Programs programs;
    private final X86Gemm multipliedOut;

    X86GroupGemm(GroupDesign design, Element codes, Host host, Engine engine) {
        this.design = design;
        this.codes = codes;
        this.host = host;
        this.engine = engine;
        this.programs = programs(design, codes);
        this.multipliedOut = new X86Gemm(design.bytes(), codes, host, engine);
    }

    @Override public String name() {
        return "x86-" + design.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-groups-" + codes;
    }

    @Override public String summary() {
        return "Multiplies " + codes + " codes by i4 weights in groups in machine code.";
    }

    @Override public List<Element> operands() { return List.of(codes, Element.I4); }

    @Override public Tile tile() {
        return new Tile(design.shape().rows(), design.shape().columns(), GroupProducts.GROUP);
    }

    @Override public Set<String> needs() { return Feature.texts(design.features()); }

    @Override public Optional<String> missing() { return host.missing(design.features()); }

    @Override public double cost(Size size) {
        return new Cost(design.macsPerCycle(), NANOSECONDS_PER_CALL).nanoseconds(size, tile());
    }

    @Override public PackedWeights pack(byte[] weights, byte[] multiples, int group, int depth, int columns) {
        missing().ifPresent(why -> {
            throw new IllegalStateException(name() + ": " + why);
        });
        if (group < 1) throw new IllegalArgumentException("a group has at least 1 weight, was " + group);
        Sizes.check(weights, depth, columns);
        Sizes.check(multiples, Math.ceilDiv(depth, group), columns);
        if (group % GroupProducts.GROUP != 0)
            return multipliedOut.pack(multipliedOut(weights, multiples, group, columns), depth, columns);
        boolean unsigned = unsigned(codes);
        Panels panels = Panels.pack(weights, multiples, group, depth, columns, design.shape(), unsigned);
        var rows = new GroupRows(depth, unsigned ? U8_TO_I8 : 0, design.quads());
        return new TileWeights(depth, columns, panels, rows, programs, engine);
    }

    private static byte[] multipliedOut(byte[] weights, byte[] multiples, int group, int columns) {
        byte[] products = new byte[weights.length];
        for (int i = 0; i < products.length; i++) {
            int product = weights[i] * multiples[i / columns / group * columns + i % columns];
            if (product != (byte) product) throw new IllegalArgumentException("a weight of " + product + " does not fit 8 bits");
            products[i] = (byte) product;
        }
        return products;
    }

    static Programs programs(GroupDesign design, Element codes) {
        return new Programs(design.shape(), shape -> new GroupProducts(shape, design.quads(), unsigned(codes)));
    }

    private static boolean unsigned(Element codes) {
        return codes.equals(Element.U8);
    }
}
