// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.onnx.proto.AttributeProto;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.NodeProto;
import dev.dyadic.onnx.proto.TensorProto;
import dev.dyadic.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which names nodes and graphs use. */
final class Uses {

    private Uses() {}

    /** The names a node uses, those that graphs inside of it use of the graph around them included. */
    static Set<String> of(NodeProto node) {
        Set<String> used = new LinkedHashSet<>(node.getInputList());
        for (GraphProto graph : graphs(node)) used.addAll(free(graph));
        used.remove("");
        return used;
    }

    /** The names a graph uses but does not define, in order of appearance. */
    static Set<String> free(GraphProto graph) {
        Set<String> defined = defined(graph);
        Set<String> free = new LinkedHashSet<>();
        for (NodeProto node : graph.getNodeList()) free.addAll(of(node));
        for (ValueInfoProto output : graph.getOutputList()) free.add(output.getName());
        free.removeAll(defined);
        free.remove("");
        return free;
    }

    /** The names a graph defines: inputs, initializers and outputs of nodes. */
    static Set<String> defined(GraphProto graph) {
        Set<String> defined = new HashSet<>();
        for (ValueInfoProto input : graph.getInputList()) defined.add(input.getName());
        for (TensorProto initializer : graph.getInitializerList()) defined.add(initializer.getName());
        for (var sparse : graph.getSparseInitializerList()) defined.add(sparse.getValues().getName());
        for (NodeProto node : graph.getNodeList()) defined.addAll(node.getOutputList());
        return defined;
    }

    private static List<GraphProto> graphs(NodeProto node) {
        List<GraphProto> graphs = new ArrayList<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) graphs.add(attribute.getG());
            graphs.addAll(attribute.getGraphsList());
        }
        return graphs;
    }
}
