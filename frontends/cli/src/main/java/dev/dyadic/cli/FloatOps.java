// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Quantization;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** The nodes of a program that compute with floats; quantizing and dequantizing are the border, not among them. */
final class FloatOps {

    private FloatOps() {}

    static List<Node> of(Graph graph) {
        return graph.nodes().stream().filter(FloatOps::isFloat).toList();
    }

    private static boolean isFloat(Node node) {
        if (node.op() instanceof Quantization || node.op() instanceof Source) return false;
        return node.outs().stream().anyMatch(out -> out.type().knownElement().filter(Element::isFloat).isPresent());
    }
}
