// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Quantization;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Map;

/**
 * Finds the nodes of a program that compute with floats. Quantizing at the border between floats and integers is not among them; a
 * dequantize whose result is quantized again is, for the two are one rescale in float.
 */
public final class FloatOps {

    private FloatOps() {}

    /** In the order of the graph. */
    public static List<Node> of(Graph graph) {
        Map<String, Node> definitions = graph.definitions();
        return graph.nodes().stream().filter(node -> isFloat(node, definitions)).toList();
    }

    private static boolean isFloat(Node node, Map<String, Node> definitions) {
        if (isRescale(node, definitions)) return true;
        if (node.op() instanceof Quantization || node.op() instanceof Source) return false;
        return node.outs().stream().anyMatch(out -> out.type().knownElement().filter(Element::isFloat).isPresent());
    }

    /** Whether a node quantizes what codes stand for. */
    static boolean isRescale(Node node, Map<String, Node> definitions) {
        if (!(node.op() instanceof Quantize)) return false;
        Node behind = definitions.get(node.in(0).name());
        if (behind == null || !(behind.op() instanceof Dequantize)) return false;
        Node codes = definitions.get(behind.in(0).name());
        return codes == null || !(codes.op() instanceof Source.Constant);
    }
}
