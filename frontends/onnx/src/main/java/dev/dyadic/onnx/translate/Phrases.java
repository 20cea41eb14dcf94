// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.onnx.DataTypes;
import java.util.Optional;
import java.util.stream.IntStream;

/** Short runs of core ops that several translations need. */
final class Phrases {

    private Phrases() {}

    /** A value of one element as a scalar; one that is a scalar already, or has more elements, as it is. */
    static Value scalar(Value x, Emitter emit) {
        Shape shape = emit.fact(x).shape();
        if (!shape.ranked() || shape.rank() == 0 || !shape.dims().stream().allMatch(dim -> dim.is(1))) return x;
        Optional<Tensor> constant = emit.constantOf(x);
        if (constant.isPresent()) return emit.constant(constant.get().reshaped());
        return emit.emit(new Reshape(false), x, emit.sizes());
    }

    /** Whether a value is known to be a scalar. */
    static boolean isScalar(Value x, Emitter emit) {
        Shape shape = emit.fact(x).shape();
        return shape.ranked() && shape.rank() == 0;
    }

    /** A vector along {@code axis} of a value of this rank: of shape n,1,...,1; anything else as it is. */
    static Value along(Value vector, int axis, int rank, Emitter emit) {
        if (emit.rank(vector) != 1 || axis == rank - 1) return vector;
        long[] ones = IntStream.range(1, rank - axis).asLongStream().toArray();
        return emit.unsqueeze(vector, ones);
    }

    /** A value of this many equal elements in a shape that another value has. */
    static Value filled(double number, Value like, Value shape, Emitter emit) {
        Optional<Tensor> sizes = emit.constantOf(shape);
        Value scalar = emit.scalarLike(like, number);
        if (sizes.isPresent() && sizes.get().count() == 0) return scalar;
        return emit.expand(scalar, shape);
    }

    /** Exchanges the last two axes. */
    static Value swapped(Value x, Emitter emit) {
        int rank = emit.rank(x);
        if (rank < 2) throw new Refusal("%" + x.name() + " is of rank " + rank + "; only matrices can be transposed");
        int[] order = IntStream.range(0, rank).toArray();
        order[rank - 2] = rank - 1;
        order[rank - 1] = rank - 2;
        return emit.transpose(x, order);
    }

    /** Whether two sizes are known to be the same. */
    static boolean same(Dim a, Dim b) {
        return a.isKnown() && a.equals(b);
    }

    /** All axes from {@code first} up to the rank of x. */
    static long[] axesFrom(int first, Value x, Emitter emit) {
        return IntStream.range(first, emit.rank(x)).asLongStream().toArray();
    }

    /** The element an attribute asks for; none when it is absent or 0. */
    static Optional<Element> asked(OnnxNode node, String attribute) {
        long number = node.integer(attribute, 0);
        if (number == 0) return Optional.empty();
        Optional<Element> element = DataTypes.element(number);
        if (element.isPresent()) return element;
        throw new Refusal("attribute " + attribute + " is element type " + DataTypes.name(number) + ", which is not supported");
    }

    /** Back to the shape of another value. */
    static Value shapedLike(Value x, Value other, Emitter emit) {
        return emit.emit(new Reshape(false), x, emit.shape(other));
    }
}
