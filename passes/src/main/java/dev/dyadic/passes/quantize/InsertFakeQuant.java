// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.ir.type.Ranged;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Decision.Topic;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.recipe.Numeric;
import dev.dyadic.plugin.recipe.NumberFormat;
import dev.dyadic.plugin.recipe.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Puts a quantize, dequantize pair behind each value with a range, and in the place of weights their codes and a dequantize. From
 * here on the graph gives what integers will give, but for the rounding of the rescaling; arithmetic is still float.
 */
public record InsertFakeQuant() implements Pass {

    @Override public String name() { return "insert-fake-quant"; }

    @Override public String summary() { return "Makes each quantized edge an explicit quantize, dequantize pair."; }

    @Override public Set<Stage> at() { return Set.of(Stage.CALIBRATED, Stage.FAKE); }

    @Override public Stage leaves(Stage now) { return Stage.FAKE; }

    @Override public Fidelity promise() { return Fidelity.QUANTIZING; }

    @Override public Graph run(Graph graph, Context context) {
        return graph.stage() == Stage.FAKE ? graph : new Insertion(graph, context).graph();
    }

    /** One graph on its way to the next stage. */
    private static final class Insertion {

        private final Graph graph;
        private final Context context;
        private final Anatomy anatomy;
        private final Scheme scheme;
        private final Roundings roundings;
        private final Plateaus plateaus;
        private final Builder builder;
        private final Map<String, Value> now = new HashMap<>();

        Insertion(Graph graph, Context context) {
            this.graph = graph;
            this.context = context;
            var steps = new Steps(graph);
            this.anatomy = steps.anatomy();
            this.plateaus = new Plateaus(graph, steps);
            this.scheme = new Scheme(context.wantedRecipe("insert-fake-quant"), graph, anatomy);
            this.roundings = new Roundings(graph, scheme, anatomy, context);
            this.builder = new Builder(graph.name());
        }

        Graph graph() {
            for (Value input : graph.inputs()) {
                Value plain = builder.input(input.name(), input.type().with(input.type().element()));
                now.put(input.name(), quantized(input, plain));
            }
            for (Node node : graph.nodes()) visit(node);
            List<Value> outputs = graph.outputs().stream().map(this::returned).toList();
            return Sweep.dropDead(builder.build(Stage.FAKE, outputs));
        }

        private Value returned(Value output) {
            Value value = now.get(output.name());
            return value.name().equals(output.name()) ? value : builder.emit(output.name(), new Identity(), value);
        }

        private void visit(Node node) {
            List<Value> ins = new ArrayList<>(node.ins().stream().map(in -> now.get(in.name())).toList());
            OptionalInt at = anatomy.weightsOperand(node);
            Optional<Numeric> weights = scheme.weights(node);
            if (weights.isPresent() && at.isPresent()) {
                ins.set(at.getAsInt(), weights(node, node.in(at.getAsInt()), weights.get()));
                tell(node, Topic.WEIGHTS, weights.get().toString(), scheme.by(node, rule -> rule.weights().isPresent()));
            }
            if (weights.isPresent() && at.isEmpty() && anatomy.isLookup(node)) {
                context.note("%" + node.name(), "its table stays as it is: only tables whose rows are picked have weights.");
            }
            Optional<Numeric> dynamic = scheme.activations(node).filter(Numeric::dynamic);
            if (dynamic.isPresent() && anatomy.hasWeights(node)) {
                ins.set(0, DynamicCodes.fake(builder, node.name(), ins.getFirst(), dynamic.get()));
                tell(node, Topic.DATA, dynamic.get().format() + ", range of each row at run time",
                        scheme.by(node, rule -> rule.activations().isPresent()));
            }
            if (dynamic.isPresent() && anatomy.multipliesData(node)) product(node, dynamic.get(), ins);
            List<String> names = node.outs().stream().map(out -> raw(out)).toList();
            List<Value> outs = builder.emit(names, node.op(), ins);
            for (int i = 0; i < outs.size(); i++) now.put(node.outs().get(i).name(), quantized(node.outs().get(i), outs.get(i)));
        }

        /** Quantizes both operands of a product of data: rows of the first, columns of the second. */
        private void product(Node node, Numeric numeric, List<Value> ins) {
            Optional<String> why = DataProducts.refusal(node);
            if (why.isPresent()) {
                context.note("%" + node.name(), "stays float: " + why.get());
                context.decide(node.name(), Topic.FLOAT, why.get(), "");
                return;
            }
            ins.set(0, DynamicCodes.fake(builder, node.name(), ins.get(0), numeric));
            ins.set(1, DynamicCodes.fakeColumns(builder, node.name() + ".right", turned(node), numeric));
            tell(node, Topic.DATA, numeric.format() + ", range of each row and column at run time",
                    scheme.by(node, rule -> rule.activations().isPresent()));
        }

        /** The second operand of a product with its last axes swapped; what only transposes on the way is skipped. */
        private Value turned(Node node) {
            Value right = node.in(1);
            List<Integer> swap = DynamicCodes.swapping(right).permutation();
            Optional<Node> behind = anatomy.definition(right);
            boolean transposed = behind.isPresent() && behind.get().op() instanceof Transpose(List<Integer> order)
                    && order.size() == swap.size();
            List<Integer> before = transposed ? ((Transpose) behind.get().op()).permutation()
                    : IntStream.range(0, swap.size()).boxed().toList();
            Value source = now.get(transposed ? behind.get().in(0).name() : right.name());
            List<Integer> order = swap.stream().map(before::get).toList();
            return builder.emit(node.name() + ".turned", new Transpose(order), source);
        }

        private void tell(Node node, Topic topic, String what, Optional<Rule> by) {
            context.decide(node.name(), topic, what, by.map(rule -> rule.at().toString()).orElse(""));
        }

        /** A result that is quantized and returned leaves its name to the last value of the pair. */
        private String raw(Value out) {
            return isQuantized(out) && anatomy.isOutput(out) ? out.name() + ".raw" : out.name();
        }

        private boolean isQuantized(Value value) {
            return value.type().scalar() instanceof Ranged && scheme.between(value).isPresent();
        }

        private Value quantized(Value old, Value value) {
            if (!isQuantized(old)) return value;
            Ranged ranged = plateaus.cut(old, (Ranged) old.type().scalar());
            Numeric numeric = scheme.between(old).orElseThrow();
            Quantized codes = Ranges.cover(ranged.low(), ranged.high(), Limits.activations(old, numeric), numeric.symmetric());
            Value scale = builder.constant(old.name() + ".scale", Codes.scale(codes));
            Value zero = builder.constant(old.name() + ".zero", Codes.zero(codes));
            Value coded = builder.emitAs(
                    old.name() + ".codes", new Quantize(codes.storage(), 0, 0, true), value.type().with(codes), value, scale,
                    zero);
            String name = anatomy.isOutput(old) ? old.name() : old.name() + ".real";
            return builder.emit(name, new Dequantize(Element.F32, 0, 0), coded, scale, zero);
        }

        private Value weights(Node node, Value operand, Numeric numeric) {
            var tensor = anatomy.constant(operand);
            if (tensor.isEmpty()) return now.get(operand.name());
            return new WeightCodes(builder, node, tensor.get()).emit(numeric, roundings.of(node, numeric));
        }
    }

    /** The formats that this version quantizes data to. */
    private static final class Limits {
        static Element activations(Value value, Numeric numeric) {
            if (numeric.format() instanceof NumberFormat.Integers(Element element)) return element;
            throw new dev.dyadic.ir.DyadicException(
                    dev.dyadic.ir.DyadicException.Fault.RECIPE,
                    "%" + value.name(),
                    "activations are quantized to integers, not to " + numeric.format() + ".",
                    "Use that format for weights, or i8 here.");
        }
    }
}
