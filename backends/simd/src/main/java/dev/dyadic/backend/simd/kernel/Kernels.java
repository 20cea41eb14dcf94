// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.kernel;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.GroupGemm;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.TableLookup;
import dev.dyadic.simd.CodeConvolution;
import dev.dyadic.simd.CodeGemm;
import dev.dyadic.simd.CodeKernel;
import dev.dyadic.simd.CodeLookup;
import dev.dyadic.simd.CodeWeights;
import dev.dyadic.simd.CodeWindows;
import dev.dyadic.simd.Convolution;
import dev.dyadic.simd.FloatGemm;
import dev.dyadic.simd.FloatKernel;
import dev.dyadic.simd.Lanes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kernels that run on this machine, and which of them packs given weights: the one that is asked for by name if it can, else the one
 * that thinks itself the quickest.
 */
public final class Kernels {

    /** The rows of a product whose number is not known. */
    private static final long TYPICAL_ROWS = 64;

    /** What kernels are called that ship with every program. */
    public static final String PORTABLE = "portable";

    private final List<Kernel> available;
    private final List<Runnable> closing = new ArrayList<>();
    private final Map<Object, String> names = new IdentityHashMap<>();

    public Kernels(List<Kernel> registered) {
        this.available = registered.stream().filter(kernel -> kernel.missing().isEmpty()).toList();
    }

    /** Weights i8 {@code [depth, columns]} for data of an element, i8 or u8. */
    public CodeWeights pack(byte[] weights, int depth, int columns, Element data, Optional<String> name) {
        Optional<IntegerGemm> best = best(IntegerGemm.class, depth, columns, data, weights, name);
        return best
                .<CodeWeights>map(
                        kernel -> keep(new PluggedWeights(kernel.pack(weights, depth, columns), kernel.tile().columns()), kernel))
                .orElseGet(() -> CodeGemm.pack(weights, depth, columns, !data.isSigned()));
    }

    /**
     * Weights that are codes of few bits times a multiple for each group of neighbours along the depth; those of more than 4 bits are
     * multiplied out.
     */
    public CodeWeights pack(byte[] codes, byte[] multiples, int group, int depth, int columns, Element data,
            Optional<String> name) {
        if (!holds(Element.I4, codes))
            return pack(dev.dyadic.simd.GroupGemm.multipliedOut(codes, multiples, group, columns), depth, columns, data, name);
        Optional<GroupGemm> best = best(GroupGemm.class, depth, columns, data, codes, name);
        return best
                .<CodeWeights>map(kernel -> keep(
                        new PluggedWeights(kernel.pack(codes, multiples, group, depth, columns), kernel.tile().columns()),
                        kernel))
                .orElseGet(() -> dev.dyadic.simd.GroupGemm.pack(codes, multiples, group, depth, columns, !data.isSigned()));
    }

    /** The weights of a convolution, {@code [taps * channels / groups, columns]}, and what the sums start from. */
    public CodeWindows pack(byte[] weights, int[] start, Convolution convolution, Optional<String> name) {
        Element data = convolution.unsigned() ? Element.U8 : Element.I8;
        boolean dense = convolution.dilationHeight() == 1 && convolution.dilationWidth() == 1;
        boolean pluggable = dense && (convolution.groups() == 1 || convolution.isByChannel());
        Optional<PluggedWindows> windows = pluggable
                ? best(IntegerGemm.class, convolution.depth(), convolution.columns(), data, weights, name)
                        .flatMap(kernel -> kernel.pack(weights, start, plugged(convolution))
                                .map(packed -> keep(new PluggedWindows(packed), kernel)))
                : Optional.empty();
        if (windows.isPresent()) return windows.get();
        if (convolution.isByChannel()) return CodeConvolution.pack(weights, start, convolution);
        List<CodeWeights> groups = new ArrayList<>();
        for (int g = 0; g < convolution.groups(); g++) {
            byte[] own = CodeConvolution.group(weights, g, convolution);
            groups.add(pack(own, convolution.depth(), convolution.columns() / convolution.groups(), data, name));
        }
        CodeWindows gathered = CodeConvolution.gathered(groups, start, convolution);
        named(gathered, name(groups.getFirst()));
        return gathered;
    }

    /** What multiplies floats: a kernel whose panels are as wide as those of the runtime, or its own. */
    public FloatKernel floats(Optional<String> name) {
        // plain loops may not fuse what kernels do
        if (Lanes.BITS == 0) return FloatGemm.OWN;
        return available.stream()
                .filter(dev.dyadic.plugin.kernel.FloatGemm.class::isInstance)
                .map(dev.dyadic.plugin.kernel.FloatGemm.class::cast)
                .filter(kernel -> kernel.tile().columns() == FloatGemm.TILE_COLUMNS)
                .min(cheapest(new Kernel.Size(TYPICAL_ROWS, TYPICAL_ROWS, TYPICAL_ROWS), name))
                .<FloatKernel>map(kernel -> {
                    var plugged = new PluggedFloats(kernel, FloatGemm.OWN);
                    named(plugged, kernel.name());
                    return plugged;
                })
                .orElse(FloatGemm.OWN);
    }

    /** What multiplies i8 codes that a run finds: a kernel whose panels are as wide as those of the runtime, or its own. */
    public CodeKernel codes(Optional<String> name) {
        return available.stream()
                .filter(IntegerGemm.class::isInstance)
                .map(IntegerGemm.class::cast)
                .filter(kernel -> kernel.operands().equals(List.of(Element.I8, Element.I8)))
                .filter(kernel -> kernel.ofData().filter(data -> data.columns() == FloatGemm.TILE_COLUMNS).isPresent())
                .min(cheapest(new Kernel.Size(TYPICAL_ROWS, TYPICAL_ROWS, TYPICAL_ROWS), name))
                .<CodeKernel>map(kernel -> {
                    var plugged = new PluggedCodes(kernel.ofData().orElseThrow());
                    named(plugged, kernel.name());
                    return plugged;
                })
                .orElse(CodeKernel.OWN);
    }

    /** What looks codes up in a table by bytes. */
    public CodeLookup lookup(byte[] table) {
        return available.stream()
                .filter(TableLookup.class::isInstance)
                .map(TableLookup.class::cast)
                .min(cheapest(new Kernel.Size(TYPICAL_ROWS, TYPICAL_ROWS, 1), Optional.empty()))
                .<CodeLookup>map(kernel -> {
                    CodeLookup plugged = kernel.pack(table)::codes;
                    named(plugged, kernel.name());
                    return plugged;
                })
                .orElseGet(() -> CodeLookup.of(table));
    }

    private static dev.dyadic.plugin.kernel.Convolution plugged(Convolution own) {
        return new dev.dyadic.plugin.kernel.Convolution(own.channels(), own.columns(), own.groups(), own.kernelHeight(),
                own.kernelWidth(), own.strideHeight(), own.strideWidth(), own.padTop(), own.padLeft(), own.pad());
    }

    /** The kernel that something packed is for. */
    public synchronized String name(Object packed) {
        return names.getOrDefault(packed, PORTABLE);
    }

    private synchronized void named(Object packed, String name) {
        names.put(packed, name);
    }

    /** What frees the memory of all that is plugged in and packed so far. */
    public List<Runnable> closing() {
        return closing;
    }

    private synchronized PluggedWeights keep(PluggedWeights weights, Kernel kernel) {
        closing.add(weights::close);
        names.put(weights, kernel.name());
        return weights;
    }

    private synchronized PluggedWindows keep(PluggedWindows windows, Kernel kernel) {
        closing.add(windows::close);
        names.put(windows, kernel.name());
        return windows;
    }

    private <K extends Kernel> Optional<K> best(Class<K> job, int depth, int columns, Element data, byte[] weights,
            Optional<String> name) {
        var size = new Kernel.Size(TYPICAL_ROWS, columns, depth);
        return available.stream()
                .filter(job::isInstance)
                .map(job::cast)
                .filter(kernel -> kernel.operands().getFirst().equals(data) && holds(kernel.operands().getLast(), weights))
                .min(cheapest(size, name));
    }

    /** The one asked for comes first. */
    private static <K extends Kernel> Comparator<K> cheapest(Kernel.Size size, Optional<String> name) {
        return Comparator.<K, Boolean>comparing(kernel -> !name.equals(Optional.of(kernel.name())))
                .thenComparingDouble(kernel -> kernel.cost(size));
    }

    private static boolean holds(Element element, byte[] weights) {
        if (element.equals(Element.I8)) return true;
        long min = element.min();
        long max = element.max();
        for (byte each : weights) if (each < min || each > max) return false;
        return true;
    }
}
