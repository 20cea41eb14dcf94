// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.PackedProduct;
import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWindows;
import dev.dyadic.plugin.registry.Registry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kernels of a registry that run here, and the weights they packed, which live until this is closed. */
public final class Kernels implements AutoCloseable {

    /** A typical number of rows, by which kernels are compared. */
    private static final long ROWS = 64;

    private final List<IntegerGemm> table;
    private final Map<Node, PackedProduct> packed = new IdentityHashMap<>();
    private final List<PackedWindows> windows = new ArrayList<>();

    private Kernels(List<IntegerGemm> table) {
        this.table = table;
    }

    /** No kernels: loops of our own do the work. */
    public static Kernels none() {
        return new Kernels(List.of());
    }

    public static Kernels of(Registry registry) {
        return new Kernels(registry.all(Kernel.class).stream()
                .filter(kernel -> kernel.missing().isEmpty())
                .filter(IntegerGemm.class::isInstance)
                .map(IntegerGemm.class::cast)
                .toList());
    }

    /** Whether the node's weights, its second operand, are i8 codes without a zero point, which is what kernels take. */
    static boolean takes(Node node, Constants constants) {
        if (constants.get(node.in(1)).filter(weights -> weights.element().equals(Element.I8)).isEmpty()) return false;
        return node.ins().size() < 4 || constants.get(node.in(3)).filter(Kernels::isZero).isPresent();
    }

    private static boolean isZero(TensorObject zeros) {
        for (long zero : zeros.tensor().toLongs()) if (zero != 0) return false;
        return true;
    }

    /**
     * The weights packed by the kernel the node names, else by the quickest one, once for each node; nothing where no kernel takes such
     * codes.
     */
    Optional<PackedProduct> pack(Node node, byte[] weights, int depth, int columns) {
        PackedProduct known = packed.get(node);
        if (known != null) return Optional.of(known);
        Optional<PackedProduct> product = gemm(node, depth, columns)
                .map(kernel -> PackedProduct.of(kernel, weights, depth, columns));
        product.ifPresent(made -> packed.put(node, made));
        return product;
    }

    /** The weights packed by that kernel as windows, where it multiplies them as they lie. */
    Optional<PackedWindows> pack(Node node, byte[] weights, int[] start, Convolution convolution) {
        Optional<PackedWindows> packed = gemm(node, convolution.depth(), convolution.columns())
                .flatMap(kernel -> kernel.pack(weights, start, convolution));
        packed.ifPresent(windows::add);
        return packed;
    }

    /** The kernel the node names, else the quickest one. */
    Optional<IntegerGemm> gemm(Node node, int depth, int columns) {
        if (!node.in(0).type().isKnown()) return Optional.empty();
        Element codes = node.in(0).type().element();
        List<IntegerGemm> able = table.stream().filter(kernel -> kernel.operands().getFirst().equals(codes)).toList();
        var size = new Kernel.Size(ROWS, columns, depth);
        return able.stream()
                .filter(kernel -> node.kernel().equals(Optional.of(kernel.name())))
                .findFirst()
                .or(() -> able.stream().min(Comparator.comparingDouble(kernel -> kernel.cost(size))));
    }

    @Override public void close() {
        packed.values().forEach(PackedProduct::close);
        packed.clear();
        windows.forEach(PackedWindows::close);
        windows.clear();
    }
}
