// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Element;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Nodes that run as one loop nest.
 *
 * @param nodes in the order of the graph
 * @param operands the values its leaves read, one for each leaf
 * @param tails for each leaf how many axes of size 1 follow its own
 */
public record Chain(List<Node> nodes, List<Value> operands, List<Integer> tails, Constants constants) {

    /** So many elements are computed in one call: enough to make calls cheap, few enough to be compiled soon. */
    private static final int BLOCK = 1 << 14;

    static Chain of(List<Node> nodes, Constants constants) {
        var expressions = new Expressions(inner(nodes), constants);
        expressions.of(nodes.getLast());
        return new Chain(List.copyOf(nodes), List.copyOf(expressions.leaves()), List.copyOf(expressions.tails()), constants);
    }

    private static Map<String, Node> inner(List<Node> nodes) {
        Map<String, Node> inner = new HashMap<>();
        nodes.forEach(node -> inner.put(node.name(), node));
        return inner;
    }

    public Node last() {
        return nodes.getLast();
    }

    /** The ops, joined by +. */
    public String what() {
        return nodes.stream().map(node -> node.op().mnemonic()).collect(Collectors.joining("+"));
    }

    public Element element() {
        return last().out().type().element();
    }

    Form form() {
        return Form.of(nodes, constants);
    }

    /** Its loop nest. */
    RootCallTarget target(TruffleLanguage<?> language) {
        var expression = new Expressions(inner(nodes), constants).of(last());
        return new ChainRoot(language, what(), new Store(expression, element()), operands.size()).getCallTarget();
    }

    /** Computes all elements of a result of this shape from arrays of these shapes. */
    public void run(RootCallTarget target, long[] sizes, List<long[]> shapes, Object[] arrays, Object out) {
        Walk walk = Walk.of(sizes, shapes);
        int inner = walk.inner();
        int rows = Arrays.stream(sizes).anyMatch(size -> size == 0) ? 0 : walk.rows();
        int together = Math.max(1, BLOCK / Math.max(1, inner));
        for (int row = 0; row < rows; row += together) {
            int end = Math.min(rows, row + together);
            for (int from = 0; from < inner; from += BLOCK) {
                target.call(walk, arrays, out, row, end, from, Math.min(inner, from + BLOCK));
            }
        }
    }
}
