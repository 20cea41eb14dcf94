// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.GroupGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.machine.Host;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Products of 8-bit codes and weights of few bits in groups by a tile in machine code. Groups that are not whole multiples of the tile's
 * are multiplied out to weights of 8 bits.
 */
final class X86GroupGemm implements GroupGemm {

    private static final double NANOSECONDS_PER_CALL = 150;
    private static final int STEP = 32;

    private final GroupDesign design;
    private final Element codes;
    private final Host host;
    private final Engine engine;
    private final Map<GroupCode, Programs> programs = new ConcurrentHashMap<>();
    private final X86Gemm multipliedOut;

    X86GroupGemm(GroupDesign design, Element codes, Host host, Engine engine) {
        this.design = design;
        this.codes = codes;
        this.host = host;
        this.engine = engine;
        this.multipliedOut = new X86Gemm(design.bytes(), codes, host, engine);
    }

    @Override public String name() {
        String instructions = design.bytes().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "x86-" + instructions + "-groups-" + codes + "-" + design.weights();
    }

    @Override public String summary() {
        return "Multiplies " + codes + " codes by " + design.weights() + " weights in groups in machine code.";
    }

    @Override public List<Element> operands() { return List.of(codes, design.weights()); }

    @Override public Tile tile() {
        return new Tile(design.shape().rows(), design.shape().columns(), STEP);
    }

    @Override public Set<String> needs() { return Feature.texts(design.features()); }

    @Override public Optional<String> missing() { return host.missing(design.features()); }

    @Override public double cost(Size size) {
        return design.cost(NANOSECONDS_PER_CALL).nanoseconds(size, tile());
    }

    @Override public PackedWeights pack(byte[] weights, byte[] multiples, int group, int depth, int columns) {
        missing().ifPresent(why -> {
            throw new IllegalStateException(name() + ": " + why);
        });
        if (group < 1) throw new IllegalArgumentException("a group has at least 1 weight, was " + group);
        Sizes.check(weights, depth, columns);
        Sizes.check(multiples, Math.ceilDiv(depth, group), columns);
        checkRange(weights);
        return design.code(weights, group, depth)
                .map(code -> packed(code, weights, multiples, group, depth, columns))
                .orElseGet(() -> multipliedOut.pack(multipliedOut(weights, multiples, group, columns), depth, columns));
    }

    private PackedWeights packed(GroupCode code, byte[] weights, byte[] multiples, int group, int depth, int columns) {
        boolean lowered = codes.equals(Element.U8);
        Panels panels = code.panels(weights, multiples, group, depth, columns, design.shape(), lowered);
        Programs tiles = programs.computeIfAbsent(code, each -> programs(design, each, codes));
        return new TileWeights(depth, columns, panels, code.rows(depth, lowered, engine), tiles, engine);
    }

    private void checkRange(byte[] weights) {
        Element element = design.weights();
        for (byte each : weights) {
            if (each < element.min() || each > element.max())
                throw new IllegalArgumentException(
                        "a weight of " + element + " is " + element.min() + " to " + element.max() + ", was " + each);
        }
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

    static Programs programs(GroupDesign design, GroupCode code, Element codes) {
        return new Programs(design.shape(), shape -> code.products(shape, codes.equals(Element.U8)));
    }
}
