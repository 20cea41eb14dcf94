// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.tensor.Packing;
import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The products of a program with weights: what they compute with and how large they are. */
final class Layers {

    /** One of them. Its name is that of its result. */
    record Layer(String name, String op, String data, String weights, long bytes) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            json.put("op", op);
            json.put("data", data);
            json.put("weights", weights);
            json.put("bytes", bytes);
            return json;
        }
    }

    private Layers() {}

    static List<Layer> of(Graph graph) {
        List<Layer> layers = new ArrayList<>();
        Map<String, Node> definitions = graph.definitions();
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Contraction) || node.ins().size() < 2) continue;
            Optional<Tensor> weights = constant(node.in(1), definitions);
            if (weights.isEmpty()) continue;
            String name = node.name().replaceAll("(\\.codes)?\\.sum$", "");
            Tensor tensor = weights.get();
            layers.add(new Layer(
                    name,
                    node.op().mnemonic(),
                    node.in(0).type().element().toString(),
                    tensor.type().toString(),
                    Packing.bytes(tensor)));
        }
        return layers;
    }

    /** Bytes of all constants. */
    static long bytes(Graph graph) {
        long bytes = 0;
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Constant(Tensor tensor)) bytes += Packing.bytes(tensor);
        }
        return bytes;
    }

    private static Optional<Tensor> constant(Value value, Map<String, Node> definitions) {
        Node node = definitions.get(value.name());
        if (node == null) return Optional.empty();
        if (node.op() instanceof Constant(Tensor tensor)) return Optional.of(tensor);
        boolean passes = node.op() instanceof Dequantize || node.op() instanceof ScaleGroups || node.op() instanceof Reshape;
        return passes ? constant(node.in(0), definitions) : Optional.empty();
    }
}
