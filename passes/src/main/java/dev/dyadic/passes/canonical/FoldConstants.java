// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.op.Source.RandomNormal;
import dev.dyadic.ir.op.Source.RandomUniform;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes what does not depend on inputs, through the reference, and the sizes that are the same for every input.
 *
 * <p>Left alone: random ops; ops that run graphs; codes in groups, which would grow; and ops whose results have more than
 * {@code most} elements, unless they are no more than the operands that go away with them. Weights of products that are codes with a
 * dequantize stay so, for integers to fold, unless asked for.
 *
 * @param most the most elements that a node's results may have together where they are more than its operands'
 * @param codes whether weights that are codes become numbers
 */
public record FoldConstants(long most, boolean codes) implements Pass {

    public FoldConstants {
        if (most < 0) throw new IllegalArgumentException("most is at least 0, not " + most);
    }

    /** Up to 65,536 elements; codes stay. */
    public FoldConstants() {
        this(1 << 16, false);
    }

    @Override public String name() { return "fold-constants"; }
    @Override public String summary() { return "Computes what does not depend on inputs."; }
    @Override public Set<Stage> at() { return EnumSet.of(Stage.RAW, Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public Graph run(Graph graph, Context context) {
        Map<String, Fact> facts = new HashMap<>();
        for (Value input : graph.inputs()) facts.put(input.name(), Fact.of(input.type()));
        Map<Value, Value> typed = new HashMap<>();
        Set<String> kept = codes ? Set.of() : weights(graph);
        List<Node> nodes = new ArrayList<>();
        boolean changed = false;
        for (Node old : graph.nodes()) {
            Node node = old.on(old.outs(), now(old.ins(), typed));
            Optional<List<Tensor>> constants = constants(node, facts);
            if (constants.isEmpty() || kept.contains(node.name())) {
                nodes.add(node);
                continue;
            }
            changed = true;
            for (int i = 0; i < node.outs().size(); i++)
                nodes.add(constant(node.outs().get(i), constants.get().get(i), typed, facts));
        }
        if (!changed) return graph;
        return Sweep.dropDead(new Graph(graph.name(), graph.stage(), graph.inputs(), nodes, now(graph.outputs(), typed)));
    }

    /** The names of what products take as weights and a dequantize gives, transposed or not. */
    private static Set<String> weights(Graph graph) {
        Map<String, Node> definitions = graph.definitions();
        Set<String> weights = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Matmul || node.op() instanceof Conv)) continue;
            Node behind = definitions.get(node.in(1).name());
            Node turned = behind != null && behind.op() instanceof Transpose ? definitions.get(behind.in(0).name()) : behind;
            if (turned != null && turned.op() instanceof Dequantize) weights.addAll(List.of(behind.name(), turned.name()));
        }
        return weights;
    }

    private static Node constant(Value old, Tensor tensor, Map<Value, Value> typed, Map<String, Fact> facts) {
        Value out = old.as(tensor.type());
        typed.put(old, out);
        facts.put(out.name(), Fact.of(tensor));
        return new Node(List.of(out), new Constant(tensor), List.of());
    }

    private static List<Value> now(List<Value> values, Map<Value, Value> typed) {
        return values.stream().map(value -> typed.getOrDefault(value, value)).toList();
    }

    /** The results of a node to be replaced; otherwise nothing, after noting what is known of them. */
    private Optional<List<Tensor>> constants(Node node, Map<String, Fact> facts) {
        List<Fact> ins = node.ins().stream().map(in -> facts.get(in.name())).toList();
        List<Fact> outs = Facts.infer(node, ins);
        for (int i = 0; i < outs.size(); i++) facts.put(node.outs().get(i).name(), outs.get(i));
        if (node.op() instanceof Constant || !isFolded(node.op()) || isTooLarge(ins, outs)) return Optional.empty();
        if (outs.stream().allMatch(out -> out.constant().isPresent())) {
            return Optional.of(outs.stream().map(out -> out.constant().orElseThrow()).toList());
        }
        if (!ins.stream().allMatch(in -> in.constant().isPresent())) return Optional.empty();
        List<Tensor> operands = ins.stream().map(in -> in.constant().orElseThrow()).toList();
        return Optional.of(Reference.evaluate(node.op(), operands, outs.size()));
    }

    private boolean isTooLarge(List<Fact> ins, List<Fact> outs) {
        long before = ins.stream().mapToLong(FoldConstants::elements).filter(count -> count >= 0).sum();
        for (Fact out : outs) {
            if (elements(out) < 0) return true;
        }
        return outs.stream().mapToLong(FoldConstants::elements).sum() > Math.max(before, most);
    }

    /** How many elements there are; -1 when that is not known. */
    private static long elements(Fact fact) {
        return fact.shape().sizes().map(Tensor::count).orElse(-1L);
    }

    private static boolean isFolded(Op op) {
        return switch (op) {
            case RandomUniform _, RandomNormal _ -> false;
            case Control _ -> false;
            case ScaleGroups _ -> false;
            default -> true;
        };
    }
}
