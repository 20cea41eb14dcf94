// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.*;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.IntegerOp.*;
import dev.dyadic.ir.op.Movement.*;
import dev.dyadic.ir.op.Normalization.*;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.*;
import dev.dyadic.ir.op.Reduction.*;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The nodes by which a random graph grows; a step that finds nothing to take does nothing. */
final class Steps {

    private final Growth growth;

    Steps(Growth growth) {
        this.growth = growth;
    }

    void onIntegers() {
        switch (growth.below(10)) {
            case 0 ->
                two(growth.one(new Add(), new Sub(), new Mul(), new Min(), new Max()), Element.I32, Element.I8, Element.I64);
            case 1 -> requant();
            case 2 -> requantAdd();
            case 3 -> table();
            case 4 -> product();
            case 5 -> one(new Cast(growth.one(Element.I32, Element.I64, Element.I8, Element.U8), true), Element.I8, Element.U8,
                    Element.I32);
            case 6 -> choice();
            case 7 -> fold(growth.one(new ReduceSum(true), new ReduceMax(true), new ReduceMin(false)), Element.I8, Element.I32);
            case 8 -> one(new Clamp(-growth.below(100), growth.below(100)), Element.I8, Element.I32);
            default -> moved(Element.I8, Element.U8, Element.I32, Element.I64);
        }
    }

    void onFloats() {
        switch (growth.below(8)) {
            case 0 -> two(growth.one(new Add(), new Sub(), new Mul(), new Min(), new Max()), Element.F32);
            case 1 -> one(growth.one(new Sigmoid(), new Tanh(), new Erf(), new Gelu(false), new Silu(), new Relu()), Element.F32);
            case 2 -> matmul();
            case 3 -> one(new Softmax(-1), Element.F32);
            case 4 -> norm();
            case 5 -> fold(growth.one(new ReduceMean(true), new ReduceSum(true), new ReduceMax(false)), Element.F32);
            case 6 -> codes();
            default -> moved(Element.F32);
        }
    }

    private void one(Op op, Element... elements) {
        growth.some(elements).ifPresent(x -> growth.emit(op, x));
    }

    private void two(Op op, Element... elements) {
        Optional<Value> a = growth.some(elements);
        if (a.isEmpty()) return;
        Value left = a.get();
        Value right = growth.some(left.type().element()).orElse(left);
        growth.emit(op, left, right);
    }

    private void requant() {
        Optional<Value> x = growth.some(Element.I32);
        if (x.isEmpty()) return;
        Element to = growth.one(Element.I8, Element.U8);
        Rounding rounding = growth.one(Rounding.HALF_UP, Rounding.HALF_EVEN);
        int channels = growth.below(2) == 0 ? 1 : width(x.get()).orElse(1);
        Value multipliers = growth.constant(IntegerCases.multipliers(channels).tensor());
        Value shifts = growth.constant(IntegerCases.shifts(channels).tensor());
        growth.emit(new Requant(to, -1, rounding, 5, to.min(), to.max()), x.get(), multipliers, shifts);
    }

    private void requantAdd() {
        Optional<Value> a = growth.some(Element.I8, Element.U8);
        Optional<Value> b = growth.some(Element.I8, Element.U8);
        if (a.isEmpty() || b.isEmpty()) return;
        Rounding rounding = growth.one(Rounding.HALF_UP, Rounding.HALF_EVEN);
        growth.emit(new RequantAdd(Element.I8, 1, 1 << 29, 2, 3 << 28, 30, rounding, -3, -128, 127), a.get(), b.get());
    }

    private void table() {
        Optional<Value> x = growth.some(Element.I8, Element.U8);
        if (x.isEmpty()) return;
        growth.emit(new Table(), x.get(), growth.constant(Draw.of(growth.one(Element.I8, Element.U8), growth.below(100), 256)));
    }

    private void product() {
        Optional<Value> x = growth.some(value -> value.type().element().bits() == 8 && width(value).isPresent());
        if (x.isEmpty()) return;
        Element codes = x.get().type().element();
        Value weights = growth.constant(Draw.of(Element.I8, growth.below(100), width(x.get()).get(), 8));
        Value zero = growth.constant(Tensor.scalar(codes, growth.below(9)));
        growth.emit(new MatmulInteger(), x.get(), weights, zero, growth.constant(Tensor.scalar(Element.I8, 0)));
    }

    private void choice() {
        Optional<Value> a = growth.some(Element.I32, Element.I8);
        if (a.isEmpty()) return;
        Value b = growth.some(a.get().type().element()).orElse(a.get());
        Optional<Value> known = growth.some(Element.BOOL);
        if (known.isEmpty()) growth.emit(growth.one(new Less(), new Equal(), new GreaterEqual()), a.get(), b);
        else growth.emit(new Where(), known.get(), a.get(), b);
    }

    private void fold(Fold op, Element... elements) {
        Optional<Value> x = growth.some(elements);
        if (x.isEmpty() || x.get().type().shape().rank() == 0) return;
        int axis = growth.below(x.get().type().shape().rank());
        growth.emit(op, x.get(), growth.constant(Tensor.vector(axis)));
    }

    private void matmul() {
        Optional<Value> x = growth.some(value -> value.type().element().equals(Element.F32) && width(value).isPresent());
        if (x.isEmpty()) return;
        growth.emit(new Matmul(), x.get(), growth.constant(Draw.f32(growth.below(100), width(x.get()).get(), 8)));
    }

    private void norm() {
        Optional<Value> x = growth.some(value -> value.type().element().equals(Element.F32) && width(value).isPresent());
        if (x.isEmpty()) return;
        Value scale = growth.constant(Draw.f32(growth.below(100), width(x.get()).get()));
        growth.emit(growth.one(new LayerNorm(-1, 1e-5), new RmsNorm(-1, 1e-5)), x.get(), scale);
    }

    private void codes() {
        Value scale = growth.constant(Tensor.scalar(Element.F32, 0.05));
        Element element = growth.one(Element.I8, Element.U8);
        Value zero = growth.constant(Tensor.scalar(element, 7));
        boolean back = growth.below(2) == 0;
        Optional<Value> x = growth.some(back ? element : Element.F32);
        if (x.isEmpty()) return;
        growth.emit(back ? new Dequantize(Element.F32, 0, 0) : new Quantize(element, 0, 0, true), x.get(), scale, zero);
    }

    private void moved(Element... elements) {
        Optional<Value> some = growth.some(elements);
        if (some.isEmpty() || some.get().type().shape().rank() == 0) return;
        Value x = some.get();
        int rank = x.type().shape().rank();
        int axis = growth.below(rank);
        switch (growth.below(5)) {
            case 0 -> growth.emit(new Transpose(permutation(rank)), x);
            case 1 -> growth.emit(new Concat(axis), x, growth.some(x.type().element()).orElse(x));
            case 2 -> growth.emit(new Slice(), x, sizes(0), sizes(Long.MAX_VALUE), sizes(axis), sizes(1 + growth.below(3)));
            case 3 -> growth.emit(new Gather(axis), x, sizes(0, -1, 0));
            default -> growth.emit(new Unsqueeze(), x, sizes(axis));
        }
    }

    private Value sizes(long... values) {
        return growth.constant(Tensor.vector(values));
    }

    private List<Integer> permutation(int rank) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) axes.add(growth.below(axis + 1), axis);
        return axes;
    }

    /** The last size, where it is a number. */
    private static Optional<Integer> width(Value value) {
        var shape = value.type().shape();
        boolean counts = shape.rank() > 0 && shape.dim(-1).isConstant();
        return counts ? Optional.of((int) shape.dim(-1).constant()) : Optional.empty();
    }
}
