// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Reduction;
import dev.dyadic.ir.op.Reduction.ReduceMax;
import dev.dyadic.ir.op.Reduction.ReduceMean;
import dev.dyadic.ir.op.Reduction.ReduceMin;
import dev.dyadic.ir.op.Reduction.ReduceProd;
import dev.dyadic.ir.op.Reduction.ReduceSum;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folding axes away: a plain loop over what is folded for each result. Floats are folded in f64, integers in 64 bits. */
final class Reductions implements Region {

    /** So many results are a task. */
    private static final int GRAIN = 64;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof Reduction.Fold fold) || !draft.fitsBuffer(node.out()) || !draft.fitsBuffer(node.in(0)))
            return false;
        Optional<String> type = ScalarCode.type(node.in(0).type().element());
        Element element = node.out().type().element();
        boolean supported = type.isPresent() && !element.isHalf() && !element.equals(Element.BOOL)
                && !draft.at(node.in(0)).isBoxed()
                && update(fold, element)
                        .isPresent();
        if (!supported) return false;
        Located x = draft.at(node.in(0));
        Optional<List<Integer>> axes = axes(node, x.rank(), draft);
        if (axes.isEmpty() || axes.get().stream().anyMatch(axis -> x.shape().dim(axis).is(0))) return false;
        write(node, fold, x, axes.get(), draft);
        return true;
    }

    private static Optional<List<Integer>> axes(Node node, int rank, Draft draft) {
        List<Integer> axes = new ArrayList<>();
        if (node.ins().size() > 1) {
            Optional<Tensor> constant = draft.constant(node.in(1));
            if (constant.isEmpty()) return Optional.empty();
            for (long axis : constant.get().toLongs()) axes.add((int) (axis < 0 ? axis + rank : axis));
        }
        if (axes.isEmpty()) for (int axis = 0; axis < rank; axis++) axes.add(axis);
        return Optional.of(axes.stream().sorted().toList());
    }

    private static Optional<String> update(Reduction.Fold fold, Element element) {
        return switch (fold) {
            case ReduceSum _ -> Optional.of("folded += x;");
            case ReduceMean _ -> element.isFloat() ? Optional.of("folded += x;") : Optional.empty();
            case ReduceMax _ -> Optional.of("folded = Math.max(folded, x);");
            case ReduceMin _ -> Optional.of("folded = Math.min(folded, x);");
            case ReduceProd _ -> Optional.of("folded *= x;");
            default -> Optional.empty();
        };
    }

    private static String beginning(Reduction.Fold fold, Element element) {
        return switch (fold) {
            case ReduceMax _ -> element.isFloat() ? "Double.NEGATIVE_INFINITY" : "Long.MIN_VALUE";
            case ReduceMin _ -> element.isFloat() ? "Double.POSITIVE_INFINITY" : "Long.MAX_VALUE";
            case ReduceProd _ -> "1";
            default -> "0";
        };
    }

    private static void write(Node node, Reduction.Fold fold, Located x, List<Integer> axes, Draft draft) {
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) if (!axes.contains(axis)) kept.add(axis);
        Located out = draft.allocate(node.out(), Layout.rowMajor(node.out().type().shape().rank()));
        draft.touch(x);
        draft.touch(out);
        Sizes sizes = draft.sizes();
        Element element = out.element();
        var text = new Text();
        String results = sizes.of(kept.stream().map(axis -> x.shape().dim(axis)).reduce(Dim.ONE, Dim::times));
        text.line("final int last = Math.min((task + 1) * " + GRAIN + ", " + results + ");");
        text.line("for (int r = task * " + GRAIN + "; r < last; r++) {");
        text.line("int rest = r;");
        text.line("int at = " + x.at() + ";");
        for (int axis : kept.reversed()) {
            text.line("at += rest % " + sizes.of(x.shape().dim(axis)) + " * " + sizes.of(x.stride(axis)) + ";");
            text.line("rest /= " + sizes.of(x.shape().dim(axis)) + ";");
        }
        text.line((element.isFloat() ? "double" : "long") + " folded = " + beginning(fold, element) + ";");
        String offset = "at";
        for (int axis : axes) {
            text.line("for (int k" + axis + " = 0; k" + axis + " < " + sizes.of(x.shape().dim(axis)) + "; k" + axis + "++) {");
            offset += " + k" + axis + " * " + sizes.of(x.stride(axis));
        }
        text.line("final " + ScalarCode.type(element).orElseThrow() + " x = "
                + ScalarCode.load(element, x.array() + "[" + offset + "]") + ";");
        text.line(update(fold, element).orElseThrow());
        for (int i = 0; i < axes.size(); i++) text.line("}");
        String value = "folded";
        if (fold instanceof ReduceMean) {
            Dim count = axes.stream().map(axis -> x.shape().dim(axis)).reduce(Dim.ONE, Dim::times);
            value = "(folded / " + sizes.of(count) + ")";
        }
        String java = Storage.of(element).orElseThrow().java();
        text.line(out.element("r") + " = (" + java + ") " + value + ";");
        text.line("}");
        draft.step("%" + node.name() + ": " + node.op().mnemonic(), "Math.ceilDiv(" + results + ", " + GRAIN + ")",
                text.toString());
    }

}
