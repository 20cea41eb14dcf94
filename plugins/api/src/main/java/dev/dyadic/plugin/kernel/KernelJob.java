// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.plugin.Kernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node asks of a kernel: products of 8-bit codes or of f32 with constant weights. Convolutions of codes are products of patches.
 * Weights in groups of more than 4 bits are multiplied out, and those of 8 bits then.
 *
 * @param job as {@link Kernel#job} names it
 * @param operands the elements of codes and weights
 * @param size rows and columns of the result, depth of the sums
 * @param group how many neighbours along the depth share a multiple; 0 where none do
 */
public record KernelJob(String job, List<Element> operands, Kernel.Size size, long group) {

    private static final int FEW_BITS = 4;

    /**
     * The job of a node, if it is one kernels do.
     *
     * @param definitions of the node's graph
     * @param usual what stands for each named size, at least 1
     */
    public static Optional<KernelJob> of(Node node, Map<String, Node> definitions, long usual) {
        boolean product = node.op() instanceof MatmulInteger || node.op() instanceof ConvInteger || isOfFloats(node);
        if (!product || !node.out().type().isKnown()) return Optional.empty();
        Node weights = definitions.get(node.in(1).name());
        if (weights == null) return Optional.empty();
        if (node.op() instanceof ConvInteger conv) return convolution(node, conv, weights, usual);
        if (node.in(1).type().shape().rank() != 2) return Optional.empty();
        Optional<Kernel.Size> size = size(node, usual);
        return size.flatMap(found -> switch (weights.op()) {
            case Constant _ -> Optional.of(node.op() instanceof Matmul ? floats(node, found) : plain(node, found));
            case ScaleGroups groups when groups.axis() == 0 && element(weights.in(0)).bits() > FEW_BITS ->
                Optional.of(plain(node, found));
            case ScaleGroups groups when groups.axis() == 0 -> Optional.of(new KernelJob(
                    "matmul-groups", List.of(element(node.in(0)), element(weights.in(0))), found, groups.group()));
            default -> Optional.empty();
        });
    }

    private static boolean isOfFloats(Node node) {
        return node.op() instanceof Matmul && node.ins().stream().allMatch(in -> element(in).equals(Element.F32));
    }

    private static KernelJob floats(Node node, Kernel.Size size) {
        return new KernelJob("matmul", List.of(element(node.in(0)), element(node.in(1))), size, 0);
    }

    /** The jobs of a graph's nodes, by the nodes' names, in their order. */
    public static Map<String, KernelJob> of(Graph graph, long usual) {
        Map<String, Node> definitions = graph.definitions();
        Map<String, KernelJob> jobs = new LinkedHashMap<>();
        for (Node node : graph.nodes()) of(node, definitions, usual).ifPresent(job -> jobs.put(node.name(), job));
        return jobs;
    }

    /** Whether a kernel does this job, on operands of these elements; not whether it runs here. */
    public boolean fits(Kernel kernel) {
        if (!kernel.job().equals(job)) return false;
        return kernel.operands().equals(operands) || group > 0 && holds(kernel.operands());
    }

    /** Whether a kernel for weights of more bits takes these. */
    private boolean holds(List<Element> wider) {
        Element weights = operands.getLast();
        return wider.size() == operands.size()
                && wider.getFirst().equals(operands.getFirst())
                && wider.getLast().min() <= weights.min()
                && wider.getLast().max() >= weights.max();
    }

    private static Optional<KernelJob> convolution(Node node, ConvInteger conv, Node weights, long usual) {
        Shape kernel = node.in(1).type().shape();
        if (!(weights.op() instanceof Constant) || conv.group() != 1 || kernel.rank() < 3) return Optional.empty();
        long depth = 1;
        for (int i = 1; i < kernel.rank(); i++) depth *= number(kernel.dim(i), usual);
        Shape out = node.out().type().shape();
        long rows = number(out.dim(0), usual);
        for (int i = 2; i < out.rank(); i++) rows *= number(out.dim(i), usual);
        return Optional.of(plain(node, new Kernel.Size(rows, number(out.dim(1), usual), depth)));
    }

    private static KernelJob plain(Node node, Kernel.Size size) {
        return new KernelJob("matmul-integer", List.of(element(node.in(0)), element(node.in(1))), size, 0);
    }

    private static Optional<Kernel.Size> size(Node node, long usual) {
        Shape weights = node.in(1).type().shape();
        Shape out = node.out().type().shape();
        if (out.rank() == 0) return Optional.empty();
        long rows = 1;
        boolean vector = node.in(0).type().shape().rank() == 1;
        for (int i = 0; i < out.rank() - 1 && !vector; i++) rows *= number(out.dim(i), usual);
        return Optional.of(new Kernel.Size(rows, number(weights.dim(1), usual), number(weights.dim(0), usual)));
    }

    private static Element element(Value value) {
        return value.type().element();
    }

    private static long number(Dim dim, long usual) {
        Map<String, Dim> sizes = new LinkedHashMap<>();
        dim.names().forEach(name -> sizes.put(name, Dim.of(usual)));
        Dim found = dim.substitute(sizes);
        return found.isConstant() ? Math.max(1, found.constant()) : usual;
    }
}
