// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.IntegerOp.RequantAdd;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Optional;

/** Which nodes can be part of a chain: those whose arithmetic here is exactly the reference's for all operands of their types. */
final class Fusable {

    private final Constants constants;

    Fusable(Constants constants) {
        this.constants = constants;
    }

    boolean fits(Node node) {
        if (node.outs().size() != 1 || !isKnown(node.out())) return false;
        if (!node.ins().stream().allMatch(Fusable::isKnown)) return false;
        return switch (node.op()) {
            case Elementwise op -> fits(op, node);
            case IntegerOp op -> fits(op, node);
            case Quantize(Element to, _, long block, _) ->
                block == 0 && to.isInteger() && to.bits() <= 32 && isFloat(node.in(1)) && isFloat(node.in(0)) && isPlain(node);
            case Dequantize(_, _, long block) -> block == 0 && isFloat(node.in(1)) && isNarrow(node.in(0)) && isPlain(node);
            default -> false;
        };
    }

    /** Whether an operand has an element for each of the result, so that it may be computed within the chain. */
    static boolean isData(Node node, int operand) {
        return operand == 0 || node.op() instanceof Elementwise || node.op() instanceof RequantAdd;
    }

    private static boolean fits(Elementwise op, Node node) {
        Element from = node.in(0).type().element();
        boolean same = node.ins().stream().skip(op instanceof Where ? 1 : 0).map(in -> in.type().element()).distinct()
                .count() == 1;
        return switch (op) {
            case Test _, BitCast _ -> false;
            case Cast(Element to, _) -> from.isFloat() || !to.isFloat() || from.bits() < 64;
            case Unary _, Binary _, Comparison _, Where _ -> same;
        };
    }

    private boolean fits(IntegerOp op, Node node) {
        Element x = node.in(0).type().element();
        return switch (op) {
            case IntegerOp.Clamp _ -> x.isInteger() && x.bits() < 64;
            case Requant _ -> x.isInteger() && x.bits() <= 32 && areScales(node);
            case RequantAdd add -> isSmall(add.aZero()) && isSmall(add.bZero()) && add.shift() >= 1 && add.shift() <= 60
                    && isShort(node.in(0)) && isShort(node.in(1));
            case IntegerOp.Table _ -> x.isInteger() && x.bits() <= 16
                    && constants.get(node.in(1)).map(table -> table.tensor().count() == 1L << x.bits()).orElse(false)
                    && !node.in(1).type().element().isFloat();
            case IntegerOp.CodeSoftmax _, IntegerOp.ScaleGroups _ -> false;
        };
    }

    private boolean areScales(Node node) {
        Optional<Tensor> multipliers = constants.get(node.in(1)).map(each -> each.tensor());
        Optional<Tensor> shifts = constants.get(node.in(2)).map(each -> each.tensor());
        if (multipliers.isEmpty() || shifts.isEmpty() || multipliers.get().count() != shifts.get().count()) return false;
        for (long i = 0; i < shifts.get().count(); i++) {
            long shift = shifts.get().getLong(i);
            long multiplier = multipliers.get().getLong(i);
            if (shift < 1 || shift > 62 || multiplier < 1 || multiplier > Integer.MAX_VALUE) return false;
        }
        return isVectorAlong(node, 1) && isVectorAlong(node, 2);
    }

    /** One for all, or a vector along an axis of which the size is known to be the vector's. */
    private static boolean isVectorAlong(Node node, int operand) {
        var shape = node.in(operand).type().shape();
        if (shape.rank() == 0) return true;
        if (shape.rank() != 1) return false;
        if (shape.dim(0).is(1)) return true;
        var x = node.in(0).type().shape();
        int axis = Expressions.axis(node.op());
        int at = axis < 0 ? axis + x.rank() : axis;
        return at >= 0 && at < x.rank() && x.dim(at).equals(shape.dim(0));
    }

    private static boolean isPlain(Node node) {
        for (int i = 1; i < node.ins().size(); i++) if (!isVectorAlong(node, i)) return false;
        return node.ins().size() < 3 || node.in(1).type().shape().equals(node.in(2).type().shape()) && isNarrow(node.in(2));
    }

    private static boolean isKnown(Value value) {
        if (!value.type().isKnown()) return false;
        Element element = value.type().element();
        return element.isInteger() || element.equals(Element.BOOL) || isFloat(value);
    }

    private static boolean isFloat(Value value) {
        Element element = value.type().element();
        return element.equals(Element.F32) || element.equals(Element.F64);
    }

    private static boolean isNarrow(Value value) {
        return value.type().element().isInteger() && value.type().element().bits() <= 32;
    }

    private static boolean isShort(Value value) {
        return value.type().element().isInteger() && value.type().element().bits() <= 16;
    }

    private static boolean isSmall(long zero) {
        return Math.abs(zero) <= 1 << 20;
    }
}
