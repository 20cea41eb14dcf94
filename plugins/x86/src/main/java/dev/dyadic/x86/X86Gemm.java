// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.plugin.kernel.DataProducts;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.plugin.kernel.PackedWindows;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.machine.Host;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.Arithmetic;
import dev.dyadic.x86.tile.Conversion;
import dev.dyadic.x86.tile.HalvedProducts;
import dev.dyadic.x86.tile.RowsProgram;
import dev.dyadic.x86.tile.Shape;
import dev.dyadic.x86.tile.StepProducts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Products of 8-bit codes and weights by a tile in machine code. */
final class X86Gemm implements IntegerGemm {

    private static final double SHARE_REACHED = 0.8;
    private static final double NANOSECONDS_PER_CALL = 100;

    /** Programs hold all taps of a row, one after the other. */
    private static final int MOST_TAPS = 64;

    private final Design design;
    private final Element codes;
    private final Host host;
    private final Engine engine;
    private final Programs programs;
    private final Programs half;
    private final Program converting;
    private final WindowDesign windows;
    private final WindowDesign halfWindows;
    private final Map<ChannelKernel, WindowDesign> channels = new HashMap<>();
    private final WinogradDesign patches;
    private final SumDesign sums = new SumDesign();
    private final Optional<HalvedDesign> halved;

    X86Gemm(Design design, Element codes, Host host, Engine engine) {
        this.design = design;
        this.codes = codes;
        this.host = host;
        this.engine = engine;
        this.converting = new RowsProgram(design.conversion(codes)).program();
        this.programs = programs(design, design.shape(), codes);
        this.half = programs(design, design.shape(1), codes);
        this.windows = windows(programs);
        this.halfWindows = windows(half);
        this.patches = new WinogradDesign(codes);
        this.halved = design.arithmetic() == Arithmetic.QUADS ? Optional.empty() : Optional.of(new HalvedDesign(codes));
    }

    @Override public String name() {
        return "x86-" + design.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + codes;
    }

    @Override public String summary() {
        return "Multiplies " + codes + " codes by i8 weights in machine code: " + design.how() + ".";
    }

    @Override public List<Element> operands() { return List.of(codes, Element.I8); }

    @Override public Tile tile() {
        Shape shape = halved.map(each -> HalvedDesign.SHAPE).orElse(design.shape());
        return new Tile(shape.rows(), shape.columns(),
                halved.map(each -> HalvedProducts.CODES).orElse(design.arithmetic().codes()));
    }

    @Override public Set<String> needs() { return Feature.texts(design.features()); }

    @Override public Optional<String> missing() { return host.missing(design.features()); }

    @Override public double cost(Size size) {
        return new Cost(design.macsPerCycle() * SHARE_REACHED, NANOSECONDS_PER_CALL).nanoseconds(size, tile());
    }

    @Override public PackedWeights pack(byte[] weights, int depth, int columns) {
        missing().ifPresent(why -> {
            throw new IllegalStateException(name() + ": " + why);
        });
        Sizes.check(weights, depth, columns);
        if (halved.isPresent()) return halved.get().pack(weights, depth, columns, engine);
        Programs suited = columns <= half.shape().columns() ? half : programs;
        Panels panels = Panels.pack(weights, depth, columns, suited.shape(), design.arithmetic(), design.corrected(codes));
        return new TileWeights(depth, columns, panels, ConvertedRows.ofSteps(converting, engine, depth, panels.steps()), suited,
                engine);
    }

    @Override public Optional<DataProducts> ofData() {
        if (!codes.equals(Element.I8) || missing().isPresent()) return Optional.empty();
        return Optional.of(new TileData(design.arithmetic(), design.corrected(codes), programs, converting, engine));
    }

    @Override public Optional<PackedWindows> pack(byte[] weights, int[] start, Convolution convolution) {
        boolean narrow = convolution.columns() <= half.shape().columns();
        WindowDesign suited = convolution.isByChannel() ? channels(convolution) : narrow ? halfWindows : windows;
        boolean wide = convolution.isByChannel() && convolution.kernelWidth() > MOST_TAPS;
        if (missing().isPresent() || wide) return Optional.empty();
        if (suited.fits(convolution))
            return Optional.of(summed(windows(weights, start, convolution, convolution.channels(), suited)));
        if (isMatrix(convolution)) return Optional.empty();
        Convolution whole = PaddedWindows.padded(convolution, suited.programs().shape().columns());
        int columns = convolution.columns();
        byte[] wider = PaddedWindows.padded(weights, columns, whole.columns());
        var padded = windows(wider, Arrays.copyOf(start, whole.columns()), whole, convolution.channels(), suited);
        return Optional.of(summed(new PaddedWindows(padded, columns, whole.columns())));
    }

    /** Whether windows are the pixels themselves: a product of matrices pads no columns. */
    private static boolean isMatrix(Convolution it) {
        return !it.isByChannel() && it.kernelHeight() * it.kernelWidth() * it.strideHeight() * it.strideWidth() == 1
                && it.padTop() + it.padLeft() == 0;
    }

    private PackedWindows windows(byte[] weights, int[] start, Convolution it, int imageChannels, WindowDesign suited) {
        var windows = new WindowWeights(weights, start, it, imageChannels, suited, engine);
        boolean byPatches = design.arithmetic() != Arithmetic.QUADS && WinogradDesign.fits(it, weights);
        return byPatches ? new WinogradWeights(weights, start, it, windows, patches, engine) : windows;
    }

    private PackedWindows summed(PackedWindows windows) {
        return new SummedWindows(windows, sums, engine);
    }

    private WindowDesign windows(Programs programs) {
        boolean asTheyAre = design.conversion(codes) == Conversion.COPY;
        return new WindowDesign(programs, design.arithmetic(), asTheyAre ? Optional.empty() : Optional.of(converting),
                design.corrected(codes));
    }

    static Programs programs(Design design, Shape tile, Element codes) {
        return new Programs(tile, shape -> new StepProducts(shape, design.arithmetic(), design.corrected(codes)));
    }

    private synchronized WindowDesign channels(Convolution it) {
        ChannelKernel kernel = ChannelKernel.of(it);
        return channels.computeIfAbsent(kernel,
                each -> new WindowDesign(each.programs(design, codes), Arithmetic.WORDS, Optional.empty(), false,
                        ChannelKernel.linesAtOnce(design)));
    }
}
