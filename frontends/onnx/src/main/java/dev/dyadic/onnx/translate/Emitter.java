// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Movement.Concat;
import dev.dyadic.ir.op.Movement.Expand;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Movement.Slice;
import dev.dyadic.ir.op.Movement.Squeeze;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Movement.Unsqueeze;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.op.Source.ShapeOf;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.onnx.proto.GraphProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Where a translation puts what it makes. Values are named after the node's outputs. */
public final class Emitter {

    /** Imports the graphs inside of a node. */
    public interface Bodies {
        /** What some graphs use of the graph around them. */
        Captures captures(List<GraphProto> graphs);

        /**
         * Imports a graph. Its inputs are its own, then the captured ones.
         *
         * @param inputs what is known of its own inputs
         * @param captures from {@link #captures}
         * @throws Refusal if something in it is not supported
         */
        Graph read(GraphProto graph, List<Fact> inputs, Captures captures);

        /**
         * Imports a graph without inputs into the graph around it.
         *
         * @return its outputs
         * @throws Refusal if something in it is not supported
         */
        List<Value> inline(GraphProto graph);
    }

    /**
     * What graphs use of the graph around them.
     *
     * @param passed values that become operands and inputs, by their name, in order of appearance
     * @param copied small constants, which the graphs hold themselves
     * @param absent operands of a function that its caller left out
     */
    public record Captures(Map<String, Value> passed, Map<String, Tensor> copied, Set<String> absent) {
        /** The operands to add to the node. */
        public List<Value> values() {
            return List.copyOf(passed.values());
        }
    }

    private final Builder builder;
    private final Bodies bodies;
    private final Set<String> reserved;
    private final List<String> wanted;
    private final List<Value> made = new ArrayList<>();

    /**
     * @param reserved names that only a node's own results may have
     * @param wanted the names of the node's outputs, empty where not wanted; at least one is not
     */
    public Emitter(Builder builder, Bodies bodies, Set<String> reserved, List<String> wanted) {
        this.builder = builder;
        this.bodies = bodies;
        this.reserved = reserved;
        this.wanted = List.copyOf(wanted);
    }

    /** Everything emitted, in order. */
    public List<Value> made() {
        return made;
    }

    public Bodies bodies() {
        return bodies;
    }

    /** Adds a node of one result. */
    public Value emit(Op op, Value... ins) {
        return emit(op, 1, List.of(ins)).getFirst();
    }

    /** Adds a node of one result. */
    public Value emit(Op op, List<Value> ins) {
        return emit(op, 1, ins).getFirst();
    }

    /** Adds a node of several results. */
    public List<Value> emit(Op op, int results, List<Value> ins) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < results; i++) names.add(name(i, names));
        List<Value> outs = builder.emit(names, op, ins);
        made.addAll(outs);
        return outs;
    }

    public Value constant(Tensor tensor) {
        return emit(new Constant(tensor));
    }

    /** An i64 vector. */
    public Value sizes(long... values) {
        return constant(Tensor.vector(values));
    }

    /** An i64 vector. */
    public Value sizes(List<Long> values) {
        return sizes(values.stream().mapToLong(Long::longValue).toArray());
    }

    public Value scalar(Element element, double value) {
        return constant(Tensor.scalar(element, value));
    }

    /** A scalar of x's element. */
    public Value scalarLike(Value x, double value) {
        return scalar(element(x), value);
    }

    /** An i64 scalar. */
    public Value index(long value) {
        return constant(Tensor.of(new long[0], value));
    }

    /** What is known of a value. */
    public Fact fact(Value value) {
        return builder.fact(value);
    }

    /** The element of a value, which must be known. */
    public Element element(Value value) {
        return fact(value).type().knownElement().orElseThrow(() -> unknown("element type", value));
    }

    /** The rank of a value, which must be known. */
    public int rank(Value value) {
        if (!fact(value).shape().ranked()) throw unknown("rank", value);
        return fact(value).shape().rank();
    }

    /** An axis counted from the front; refused when the value has no such axis. */
    public int axis(Value value, long axis) {
        int rank = rank(value);
        if (axis < -rank || axis >= rank) throw new Refusal("axis " + axis + " of a value of rank " + rank);
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** The number of elements along an axis, if it is a known number. */
    public Optional<Long> size(Value value, int axis) {
        var dim = fact(value).shape().dim(axis(value, axis));
        return dim.isConstant() ? Optional.of(dim.constant()) : Optional.empty();
    }

    /** The elements of a value, if they are known. */
    public Optional<Tensor> constantOf(Value value) {
        return fact(value).constant();
    }

    /** The elements of an integer value, which must be known. */
    public long[] integersOf(Value value, String role) {
        Tensor tensor = constantOf(value).orElseThrow(() -> unknown(role, value));
        return tensor.toLongs();
    }

    public Value add(Value a, Value b) {
        return emit(new Add(), a, b);
    }

    public Value sub(Value a, Value b) {
        return emit(new Sub(), a, b);
    }

    public Value mul(Value a, Value b) {
        return emit(new Mul(), a, b);
    }

    public Value div(Value a, Value b) {
        return emit(new Div(), a, b);
    }

    /** As another element; the value itself when it is of that element already. */
    public Value cast(Value x, Element to) {
        if (fact(x).type().knownElement().equals(Optional.of(to))) return x;
        return emit(new Cast(to, true), x);
    }

    /** The sizes of x as an i64 vector. */
    public Value shape(Value x) {
        return emit(new ShapeOf(), x);
    }

    /** The size of x along an axis, an i64 vector of one element. */
    public Value dim(Value x, int axis) {
        return emit(new Gather(0), shape(x), sizes(axis));
    }

    public Value reshape(Value x, Value shape) {
        return emit(new Reshape(true), x, shape);
    }

    /** To sizes of which one may be -1 (inferred) and 0 copies. */
    public Value reshape(Value x, long... shape) {
        return reshape(x, sizes(shape));
    }

    /** Axis i of the result is axis {@code permutation[i]} of x. */
    public Value transpose(Value x, int... permutation) {
        return emit(new Transpose(IntStream.of(permutation).boxed().toList()), x);
    }

    public Value unsqueeze(Value x, long... axes) {
        return emit(new Unsqueeze(), x, sizes(axes));
    }

    public Value squeeze(Value x, long... axes) {
        return emit(new Squeeze(), x, sizes(axes));
    }

    public Value expand(Value x, Value shape) {
        return emit(new Expand(), x, shape);
    }

    public Value concat(int axis, Value... parts) {
        return emit(new Concat(axis), parts);
    }

    /** Elements from start to before end along an axis; both count from the end when negative. */
    public Value slice(Value x, int axis, long start, long end) {
        return emit(new Slice(), x, sizes(start), sizes(end), sizes(axis), sizes(1));
    }

    private String name(int result, List<String> taken) {
        String own = result < wanted.size() ? wanted.get(result) : "";
        if (!own.isEmpty() && !builder.has(own) && !taken.contains(own)) return own;
        String stem = own.isEmpty() ? wanted.stream().filter(each -> !each.isEmpty()).findFirst().orElseThrow() : own;
        for (int i = 1;; i++) {
            String name = stem + "." + i;
            if (!reserved.contains(name) && !builder.has(name) && !taken.contains(name)) return name;
        }
    }

    private static Refusal unknown(String what, Value value) {
        return new Refusal(
                Refusal.Cause.UNKNOWN_OPERAND, "the " + what + " of %" + value.name() + " must be known when importing");
    }
}
