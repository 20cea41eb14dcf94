// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.GroupGemm;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.simd.CodeGemm;
import dev.dyadic.simd.CodeWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The kernels that run on this machine, and which of them packs given weights: the one that is asked for by name if it can, else the one
 * that thinks itself the quickest.
 */
final class Kernels {

    /** The rows of a product whose number is not known. */
    private static final long TYPICAL_ROWS = 64;

    private final List<Kernel> available;
    private final List<CodeWeights> packed = new ArrayList<>();

    Kernels(List<Kernel> registered) {
        this.available = registered.stream().filter(kernel -> kernel.missing().isEmpty()).toList();
    }

    /** Weights i8 {@code [depth, columns]} for data of an element, i8 or u8. */
    CodeWeights pack(byte[] weights, int depth, int columns, Element data, Optional<String> name) {
        Optional<IntegerGemm> best = best(IntegerGemm.class, depth, columns, data, weights, name);
        return keep(
                best.<CodeWeights>map(kernel -> new PluggedWeights(kernel.pack(weights, depth, columns), kernel.tile().columns()))
                        .orElseGet(() -> CodeGemm.pack(weights, depth, columns, !data.isSigned())));
    }

    /** Weights that are codes of few bits times a multiple for each group of neighbours along the depth. */
    CodeWeights pack(byte[] codes, byte[] multiples, int group, int depth, int columns, Element data, Optional<String> name) {
        Optional<GroupGemm> best = best(GroupGemm.class, depth, columns, data, codes, name);
        return keep(best
                .<CodeWeights>map(
                        kernel -> new PluggedWeights(kernel.pack(codes, multiples, group, depth, columns),
                                kernel.tile().columns()))
                .orElseGet(() -> dev.dyadic.simd.GroupGemm.pack(codes, multiples, group, depth, columns, !data.isSigned())));
    }

    /** Everything packed so far; what is plugged in holds memory until it is closed. */
    List<CodeWeights> packed() {
        return packed;
    }

    private synchronized CodeWeights keep(CodeWeights weights) {
        packed.add(weights);
        return weights;
    }

    private <K extends Kernel> Optional<K> best(Class<K> job, int depth, int columns, Element data, byte[] weights,
            Optional<String> name) {
        var size = new Kernel.Size(TYPICAL_ROWS, columns, depth);
        return available.stream()
                .filter(job::isInstance)
                .map(job::cast)
                .filter(kernel -> kernel.operands().getFirst().equals(data) && holds(kernel.operands().getLast(), weights))
                .min(Comparator.<K, Boolean>comparing(kernel -> !name.equals(Optional.of(kernel.name())))
                        .thenComparingDouble(kernel -> kernel.cost(size)));
    }

    private static boolean holds(Element element, byte[] weights) {
        for (byte each : weights) if (each < element.min() || each > element.max()) return false;
        return true;
    }
}
