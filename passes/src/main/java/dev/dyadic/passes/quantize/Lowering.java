// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Max;
import dev.dyadic.ir.op.Elementwise.Min;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Relu;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Movement.Concat;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Pooling.AveragePool;
import dev.dyadic.ir.op.Pooling.GlobalAveragePool;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.op.Reduction.ReduceMean;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Quantized;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the integer ops that give the codes of a float value, from the codes of what it is computed from. */
final class Lowering {

    /** What came of it. */
    sealed interface Result {}

    /** These are the codes. */
    record Done(Value codes) implements Result {}

    /** There is no way, and this is why. */
    record Refused(String why) implements Result {}

    private final Anatomy anatomy;
    private final Roots roots;
    private final Builder builder;
    private final Map<String, Codes> codes;
    private final Map<String, Value> now;
    private final Tables tables;

    /** @param now what has become of the values of the graph so far */
    Lowering(Graph graph, Anatomy anatomy, Builder builder, Map<String, Codes> codes, Map<String, Value> now) {
        this.anatomy = anatomy;
        this.roots = new Roots(graph, anatomy);
        this.builder = builder;
        this.codes = codes;
        this.now = now;
        this.tables = new Tables(new Functions(graph, anatomy, roots), builder);
    }

    /** The codes of a value, as wanted. */
    Result lower(Value value, Quantized wanted, String name) {
        Codes own = codes.get(value.name());
        if (own != null) return tables.recode(own, wanted, name);
        Codes root = codes.get(roots.root(value).name());
        if (root != null) return tables.function(root, roots.root(value), value, wanted, name);
        return step(value, new Output(wanted, name));
    }

    private Result step(Value value, Output out) {
        Optional<Node> node = anatomy.definition(value);
        if (node.isEmpty()) return new Refused("it is an input of the graph.");
        if (anatomy.isClamp(node.get())) return step(anatomy.clamped(node.get()), out.within(bounds(node.get())));
        Optional<Value> product = anatomy.biased(node.get());
        if (product.isPresent()) {
            Value bias = node.get().in(product.get().equals(node.get().in(0)) ? 1 : 0);
            return product(anatomy.definition(product.get()).orElseThrow(), anatomy.numbers(bias), out);
        }
        Optional<ScaledSum> scaled = ScaledSum.of(node.get(), anatomy);
        if (scaled.isPresent()) return scaled.get().lower(now.get(scaled.get().sum().name()), builder, out);
        Op op = node.get().op();
        if (anatomy.hasWeights(node.get())) {
            boolean biased = op instanceof Conv && node.get().ins().size() == 3;
            return product(node.get(), biased ? anatomy.numbers(node.get().in(2)) : Optional.empty(), out);
        }
        return switch (op) {
            case Add _, Sub _ -> operands(node.get(), both -> Sums.lower(both, op instanceof Sub, builder, out));
            case Mul _ -> operands(node.get(), both -> Sums.multiply(both, builder, out));
            case Matmul _ -> operands(node.get(), both -> Products.ofData(both, builder, out));
            case Concat(int axis) -> operands(node.get(), all -> concat(all, axis, out));
            case AveragePool pool -> operands(node.get(), all -> Means.pool(all.getFirst(), pool, builder, out));
            case GlobalAveragePool _ -> operands(node.get(), all -> Means.global(all.getFirst(), builder, out));
            case ReduceMean(boolean keep) ->
                data(node.get()).isEmpty()
                        ? new Refused("its operand has no codes.")
                        : Means.reduce(data(node.get()).get(), axes(node.get()), keep, builder, out);
            case Gather gather when anatomy.isLookup(node.get()) -> lookup(node.get(), gather, out);
            case Softmax(int axis) -> operands(node.get(), all -> tables.softmax(all.getFirst(), axis, out));
            default -> new Refused(op.mnemonic() + " has no integer form here.");
        };
    }

    private Result product(Node product, Optional<Tensor> bias, Output out) {
        Codes data = codes.get(product.in(0).name());
        if (data == null) return new Refused("the data of the product has no codes.");
        Optional<Weights> weights = Weights.of(product, anatomy);
        if (weights.isEmpty()) return new Refused("its weights are no integer codes.");
        Value held = now.get(weights.get().value().name());
        return Products.lower(product, data, weights.get(), held, bias, builder, out);
    }

    private interface Step {
        Result of(List<Codes> operands);
    }

    private Result operands(Node node, Step step) {
        List<Codes> all = new ArrayList<>();
        for (Value in : node.ins()) {
            Optional<Codes> operand = operand(in);
            if (operand.isEmpty()) return new Refused("its operand %" + in.name() + " has no codes.");
            all.add(operand.get());
        }
        return step.of(all);
    }

    private Optional<Codes> operand(Value value) {
        Codes own = codes.get(value.name());
        if (own != null) return Optional.of(own);
        return anatomy.constant(value).filter(_ -> Anatomy.isFloat(value))
                .map(tensor -> Constants.code(tensor, value.name(), builder));
    }

    private Optional<Codes> data(Node node) {
        return Optional.ofNullable(codes.get(node.in(0).name()));
    }

    private Optional<long[]> axes(Node fold) {
        if (fold.ins().size() < 2) return Optional.of(new long[0]);
        return anatomy.constant(fold.in(1)).map(Tensor::toLongs);
    }

    private Result concat(List<Codes> all, int axis, Output out) {
        List<Value> parts = new ArrayList<>();
        for (Codes part : all) {
            if (!(tables.recode(part, out.meaning(), out.name() + ".part") instanceof Done(Value value))) {
                return new Refused("an operand cannot be recoded.");
            }
            parts.add(value);
        }
        String name = out.isClamped() ? out.name() + ".joined" : out.name();
        Value joined = builder.emitAs(name, new Concat(axis), out.meaning(), parts.toArray(Value[]::new));
        return new Done(out.clamped(joined, builder));
    }

    /** Of numbers that are known the codes are known as well, and picked in their place. */
    private Result lookup(Node node, Gather gather, Output out) {
        Quantized meaning = out.meaning();
        var quantize = new Quantize(meaning.storage(), 0, 0, true);
        var numbers = List.of(anatomy.known(node.in(0)).orElseThrow(), Codes.scale(meaning), Codes.zero(meaning));
        Tensor table = Reference.evaluate(quantize, numbers, 1).getFirst();
        Value rows = builder.constant(out.name() + ".table", table);
        Value picked = builder.emitAs(out.isClamped() ? out.name() + ".picked" : out.name(), gather,
                node.out().type().with(meaning), rows, now.get(node.in(1).name()));
        return new Done(out.clamped(picked, builder));
    }

    private double[] bounds(Node clamp) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        if (clamp.op() instanceof Relu) low = 0;
        if (clamp.op() instanceof Max) low = bound(clamp);
        if (clamp.op() instanceof Min) high = bound(clamp);
        return new double[] {low, high};
    }

    private double bound(Node clamp) {
        return anatomy.uniform(clamp.in(0)).or(() -> anatomy.uniform(clamp.in(1))).orElseThrow();
    }
}
