// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.List;
import java.util.Optional;

/** Products of f32 matrices: with constant weights, packed once, or with other values, packed as they come. */
final class FloatProducts implements Region {

    /** A block of columns of the weights is read once for so many rows. */
    private static final int ROWS = 128;

    /** So many columns are a task. */
    private static final int COLUMNS = 64;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof Matmul) || !draft.fitsBuffer(node.out())) return false;
        for (Value in : node.ins()) {
            if (!in.type().element().equals(Element.F32) || !draft.fitsBuffer(in) || in.type().shape().rank() < 2) return false;
            if (draft.at(in).isBoxed()) return false;
        }
        Optional<Tensor> weights = draft.constant(node.in(1)).filter(each -> each.rank() == 2);
        return weights.isPresent() ? constant(node, weights.get(), draft) : values(node, draft);
    }

    private static boolean constant(Node node, Tensor weights, Draft draft) {
        int depth = Math.toIntExact(weights.size(0));
        int columns = Math.toIntExact(weights.size(1));
        Located a = Copies.rowMajor(draft.at(node.in(0)), draft);
        int axis = node.out().type().shape().rank() - 1;
        Value result = node.out();
        float[] bias = {};
        Optional<Node> use = draft.onlyUse(result);
        Optional<Tensor> added = use.flatMap(next -> Epilogue.constantOperand(next, Add.class, node.out(), axis, columns, draft))
                .filter(each -> each.count() == columns);
        if (added.isPresent()) {
            bias = added.get().toFloats();
            draft.claim(use.get());
            result = use.get().out();
        }
        Located out = draft.allocate(result, Layout.rowMajor(axis + 1));
        draft.touch(a);
        draft.touch(out);
        String rows = draft.sizes().of(a.shape().dims().subList(0, axis).stream().reduce(Dim.ONE, Dim::times));
        String block = "Math.ceilDiv(" + COLUMNS + ", FloatGemm.TILE_COLUMNS) * FloatGemm.TILE_COLUMNS";
        String across = "Math.ceilDiv(" + columns + ", " + block + ")";
        var text = new Text();
        text.line("final int block = " + block + ";");
        text.line("final int blocks = " + across + ";");
        text.line("final int row = task / blocks * " + ROWS + ";");
        text.line("final int rows = Math.min(" + ROWS + ", " + rows + " - row);");
        text.line("final int from = task % blocks * block;");
        text.line("final int to = Math.min(" + columns + ", from + block);");
        String packed = draft.constant(new FloatPanels(weights.toFloats(), 0, columns, depth, columns));
        String kernel = draft.constant(new FloatKernels(node.kernel()));
        text.line(kernel + ".multiply(" + a.array() + ", " + a.at() + " + row * " + depth + ", " + depth + ", rows, " + packed
                + ", 0, " + depth
                + ", from, to, 1f, " + draft.constant(bias) + ", " + out.array() + ", " + out.at() + " + row * " + columns + ", "
                + columns
                + ");");
        draft.step("%" + result.name() + ": " + depth + " x " + columns + " weights of f32",
                "Math.ceilDiv(" + rows + ", " + ROWS + ") * (" + across + ")", text.toString());
        return true;
    }

    private static boolean values(Node node, Draft draft) {
        Located a = inner(draft.at(node.in(0)), draft);
        Located b = draft.at(node.in(1));
        Shape shape = node.out().type().shape();
        int batchAxes = shape.rank() - 2;
        Shape batch = Shape.of(shape.dims().subList(0, batchAxes));
        if (Stack.of(batch, List.of(a, b)).isEmpty() || !a.shape().dim(-1).equals(b.shape().dim(-2))) return false;
        String scale = "1f";
        Value result = node.out();
        Optional<Node> use = draft.onlyUse(result);
        Optional<String> scaled = use.flatMap(next -> scale(next, node.out(), draft));
        if (scaled.isPresent()) {
            scale = scaled.get();
            draft.claim(use.get());
            result = use.get().out();
        }
        Located out = draft.allocate(result, outLayout(result, draft));
        draft.touch(a);
        draft.touch(b);
        draft.touch(out);
        Sizes sizes = draft.sizes();
        var text = new Text();
        List<String> offsets = Stack.of(batch, List.of(a, b, out)).orElseThrow().offsets("task", text, sizes);
        String depth = sizes.of(a.shape().dim(-1));
        String columns = sizes.of(b.shape().dim(-1));
        int last = b.rank() - 1;
        text.line("final float[] packed = TaskMemory.packed(FloatGemm.packedLength(" + depth + ", " + columns + "));");
        text.line(
                "FloatGemm.packInto(packed, 0, " + b.array() + ", " + offsets.get(1) + ", " + sizes.of(b.stride(last - 1)) + ", "
                        + sizes.of(b.stride(last)) + ", " + depth + ", " + columns + ");");
        String kernel = draft.constant(new FloatKernels(node.kernel()));
        text.line(kernel + ".multiply(" + a.array() + ", " + offsets.get(0) + ", " + sizes.of(a.stride(a.rank() - 2)) + ", "
                + sizes.of(a.shape().dim(-2)) + ", packed, 0, " + depth + ", 0, " + columns + ", " + scale + ", "
                + draft.constant(new float[0]) + ", " + out.array() + ", " + offsets.get(2) + ", "
                + sizes.of(out.stride(out.rank() - 2)) + ");");
        draft.step("%" + result.name() + ": products of two matrices", sizes.of(batch.elements()), text.toString());
        return true;
    }

    /** With neighbours along the last axis side by side. */
    static Located inner(Located a, Draft draft) {
        return a.stride(a.rank() - 1).is(1) ? a : Copies.rowMajor(a, draft);
    }

    /** The factor of a node that multiplies a product by a constant, or divides it. */
    static Optional<String> scale(Node node, Value product, Draft draft) {
        if (!(node.op() instanceof Mul) && !(node.op() instanceof Div) || !node.in(0).equals(product)) return Optional.empty();
        if (!node.out().type().shape().equals(product.type().shape())) return Optional.empty();
        Optional<Tensor> constant = draft.constant(node.in(1)).filter(each -> each.count() == 1);
        return constant.map(each -> (float) (node.op() instanceof Mul ? each.getDouble(0) : 1 / each.getDouble(0)))
                .filter(Float::isFinite)
                .map(value -> value + "f");
    }

    /** The layout in which a transposition that alone uses the result is in row-major order, if rows stay whole. */
    static Layout outLayout(Value result, Draft draft) {
        int rank = result.type().shape().rank();
        Optional<Node> use = draft.onlyUse(result);
        boolean keeps = use.isPresent() && use.get().op() instanceof Transpose(List<Integer> permutation)
                && permutation.size() == rank && permutation.getLast() == rank - 1;
        return keeps ? new Layout(((Transpose) use.get().op()).permutation()) : Layout.rowMajor(rank);
    }
}
