// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.ColumnRequant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An integer convolution, the bias added to its sums, if there is one, and their requantizing to codes of 8 bits, each channel by its own
 * constants: nobody else reads what lies between.
 *
 * @param nodes in order
 * @param bias one for each filter; 0 where there is none
 */
record Requantized(List<Node> nodes, int[] bias, ColumnRequant requant) {

    /** All of a graph, by the name of the convolution. */
    static Map<String, Requantized> of(Graph graph, Constants constants) {
        Map<String, Node> readers = new HashMap<>();
        Set<String> kept = new HashSet<>();
        graph.outputs().forEach(output -> kept.add(output.name()));
        for (Node node : graph.nodes()) {
            for (Value in : node.ins()) if (readers.put(in.name(), node) != null) kept.add(in.name());
        }
        Map<String, Requantized> found = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof ConvInteger && node.out().type().isKnown()) {
                of(node, readers, kept, constants).ifPresent(each -> found.put(node.name(), each));
            }
        }
        return found;
    }

    private static Optional<Requantized> of(Node conv, Map<String, Node> readers, Set<String> kept, Constants constants) {
        int rank = conv.out().type().shape().rank();
        Optional<TensorObject> filters = constants.get(conv.in(1));
        if (filters.isEmpty() || rank < 3 || kept.contains(conv.name())) return Optional.empty();
        int count = Math.toIntExact(filters.get().sizes()[0]);
        List<Node> nodes = new ArrayList<>(List.of(conv));
        int[] bias = new int[count];
        Node next = readers.get(conv.name());
        if (next != null && next.op() instanceof Add) {
            Optional<int[]> constant = bias(next, conv, rank, count, constants);
            if (constant.isEmpty() || kept.contains(next.name())) return Optional.empty();
            bias = constant.get();
            nodes.add(next);
            next = readers.get(next.name());
        }
        if (next == null || !(next.op() instanceof Requant op) || !next.in(0).equals(nodes.getLast().out()))
            return Optional.empty();
        nodes.add(next);
        int[] added = bias;
        return requant(op, next, rank, count, constants).map(requant -> new Requantized(List.copyOf(nodes), added, requant));
    }

    /** The constant that is added along axis 1, one for each filter. */
    private static Optional<int[]> bias(Node add, Node conv, int rank, int count, Constants constants) {
        Value other = add.in(0).equals(conv.out()) ? add.in(1) : add.in(0);
        return constants.get(other)
                .filter(each -> each.length() == count && each.sizes().length <= rank && each.sizes().length >= rank - 1)
                .filter(each -> each.sizes()[each.sizes().length - rank + 1] == count && each.element().equals(Element.I32))
                .map(each -> (int[]) each.array());
    }

    private static Optional<ColumnRequant> requant(Requant op, Node node, int rank, int count, Constants constants) {
        boolean fits = op.to().bits() == 8 && op.rounding() == Rounding.HALF_UP
                && (op.axis() == 1 || op.axis() == 1 - rank || isOne(node, constants))
                && op.lo() >= op.to().min() && op.hi() <= op.to().max() && op.lo() <= op.hi()
                && op.zero() >= op.to().min() && op.zero() <= op.to().max();
        if (!fits) return Optional.empty();
        Optional<int[]> multipliers = vector(constants.get(node.in(1)), count, 1, Integer.MAX_VALUE);
        Optional<int[]> shifts = vector(constants.get(node.in(2)), count, 1, 62);
        if (multipliers.isEmpty() || shifts.isEmpty()) return Optional.empty();
        return Optional.of(new ColumnRequant(
                multipliers.get(), shifts.get(), (int) op.zero(), (int) op.lo(), (int) op.hi()));
    }

    private static boolean isOne(Node node, Constants constants) {
        return constants.get(node.in(1)).filter(each -> each.length() == 1).isPresent()
                && constants.get(node.in(2)).filter(each -> each.length() == 1).isPresent();
    }

    /** One value for each filter, or one for all, within bounds. */
    private static Optional<int[]> vector(Optional<TensorObject> constant, int count, long least, long most) {
        if (constant.isEmpty()) return Optional.empty();
        long[] values = constant.get().tensor().toLongs();
        if (values.length != 1 && values.length != count) return Optional.empty();
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            long value = values[values.length == 1 ? 0 : i];
            if (value < least || value > most) return Optional.empty();
            all[i] = (int) value;
        }
        return Optional.of(all);
    }

    Node last() {
        return nodes.getLast();
    }
}
