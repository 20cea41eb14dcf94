// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.reference.Scalars;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the expression of a chain and notes the leaves it meets. */
final class Expressions {

    private final Map<String, Node> inner;
    private final Constants constants;
    private final List<Value> leaves = new ArrayList<>();
    private final List<Integer> tails = new ArrayList<>();

    /** @param inner the nodes computed within the chain, by result */
    Expressions(Map<String, Node> inner, Constants constants) {
        this.inner = inner;
        this.constants = constants;
    }

    List<Value> leaves() {
        return leaves;
    }

    /** For each leaf how many axes of size 1 are to follow its own; it is a vector where that is above 0. */
    List<Integer> tails() {
        return tails;
    }

    /** The axis along which scales vary. */
    static int axis(Op op) {
        return switch (op) {
            case IntegerOp.Requant requant -> requant.axis();
            case Quantize quantize -> quantize.axis();
            case Dequantize dequantize -> dequantize.axis();
            default -> 0;
        };
    }

    Expression of(Node node) {
        return switch (node.op()) {
            case Elementwise op -> of(op, node);
            case IntegerOp.Clamp(long lo, long hi) ->
                within(new Integers.Clamp(operand(node, 0), lo, hi), lo, hi, node.out().type().element());
            case IntegerOp.Requant op -> within(
                    new Rescaling.Rescale(op, operand(node, 0), vector(node, 1), vector(node, 2),
                            Lanes.scale(op, constants.get(node.in(1)), constants.get(node.in(2)))),
                    op.lo(), op.hi(), op.to());
            case IntegerOp.RequantAdd op -> within(
                    new Rescaling.AddRescaled(op, operand(node, 0), operand(node, 1), node.in(0).type().element()), op.lo(),
                    op.hi(), op.to());
            case IntegerOp.Table _ -> new Table(
                    operand(node, 0), node.in(0).type().element().min(),
                    constants.get(node.in(1)).orElseThrow().tensor().toLongs());
            case Quantize op ->
                new Floats.Quantize(operand(node, 0), vector(node, 1), zero(node), isSingle(node.in(1)), op.to());
            case Dequantize _ -> new Floats.Dequantize(operand(node, 0), vector(node, 1), zero(node), isSingle(node.out()));
            default -> throw new IllegalStateException(node.op().mnemonic() + " is not fusable");
        };
    }

    /** What was clamped needs wrapping only where the bounds are not the element's. */
    private static Expression within(Expression clamped, long lo, long hi, Element to) {
        return lo >= to.min() && hi <= to.max() ? clamped : new Integers.Wrap(clamped, to);
    }

    private Expression of(Elementwise op, Node node) {
        Element from = node.in(0).type().element();
        Element to = node.out().type().element();
        return switch (op) {
            case Unary unary when from.isFloat() -> new Floats.Round(
                    new Floats.Unary(Scalars.floats(unary, from), isCalled(unary), operand(node, 0)), to);
            case Unary unary -> new Integers.Wrap(new Integers.OfOne(Scalars.integers(unary, from), operand(node, 0)), to);
            case Binary binary when from.isFloat() -> new Floats.Round(
                    new Floats.Binary(Scalars.floats(binary, from), isCalled(binary), operand(node, 0), operand(node, 1)), to);
            case Binary binary -> new Integers.Wrap(
                    new Integers.OfTwo(binary, from, operand(node, 0), operand(node, 1)), to);
            case Comparison comparison -> new Choices.Compare(
                    comparison, operand(node, 0), operand(node, 1), from.isFloat(), from.equals(Element.U64));
            case Where _ -> new Choices.Choose(operand(node, 0), operand(node, 1), operand(node, 2));
            case Cast _ when to.isFloat() -> new Floats.Round(operand(node, 0), to);
            case Cast _ when from.isFloat() ->
                new Integers.Wrap(new Floats.Truncate(operand(node, 0), to.equals(Element.BOOL)), to);
            case Cast _ -> new Integers.Wrap(operand(node, 0), to);
            case Test _, BitCast _ -> throw new IllegalStateException(op.mnemonic() + " is not fusable");
        };
    }

    /** Functions too long to be compiled into every loop. */
    private static boolean isCalled(Unary op) {
        return switch (op) {
            case Abs _, Neg _, Sign _, Ceil _, Floor _, Round _, Sqrt _, Reciprocal _, Relu _, LeakyRelu _ -> false;
            case Not _, BitwiseNot _, Exp _, Log _, Sin _, Cos _, Tan _, Asin _, Acos _, Atan _, Sinh _, Cosh _, Tanh _ -> true;
            case Asinh _, Acosh _, Atanh _, Erf _, Sigmoid _, Softplus _, Gelu _, Silu _ -> true;
        };
    }

    private static boolean isCalled(Binary op) {
        return op instanceof Pow || op instanceof Mod || op instanceof Fmod;
    }

    private static boolean isSingle(Value value) {
        return value.type().element().equals(Element.F32);
    }

    private Expression zero(Node node) {
        return node.ins().size() > 2 ? vector(node, 2) : new Literal(0, 0);
    }

    private Expression operand(Node node, int i) {
        Node within = inner.get(node.in(i).name());
        return within != null && Fusable.isData(node, i) ? of(within) : leaf(node.in(i), 0);
    }

    /** A scale, or one per position of the op's axis. */
    private Expression vector(Node node, int i) {
        int rank = node.in(0).type().shape().rank();
        int axis = axis(node.op());
        return leaf(node.in(i), rank - 1 - (axis < 0 ? axis + rank : axis));
    }

    private Expression leaf(Value value, int tail) {
        var constant = constants.get(value).map(TensorObject::tensor).filter(tensor -> tensor.count() == 1);
        if (constant.isPresent()) return literal(constant.get());
        int number = leaves.size();
        leaves.add(value);
        tails.add(tail);
        return Leaf.of(value.type().element(), number);
    }

    private static Expression literal(Tensor one) {
        return one.element().isFloat() ? new Literal(0, one.getDouble(0)) : new Literal(one.getLong(0), one.getLong(0));
    }
}
