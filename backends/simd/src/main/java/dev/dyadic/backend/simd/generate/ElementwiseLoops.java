// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.IntegerOp.Table;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ops that compute each element by itself, as many as follow one another over one shape, in one pair of loops: what lies between them is
 * never in memory. The inner loop runs in vectors where every op has a vector form.
 */
final class ElementwiseLoops implements Region {

    /** So many elements are a task. */
    static final int GRAIN = 8192;

    /** More make a method that is compiled late. */
    private static final int MOST_NODES = 24;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!isElementwise(node, draft)) return false;
        Shape shape = node.out().type().shape();
        Set<Node> group = group(node, following, shape, draft);
        return new ElementwiseWriter(shape, layout(group, shape, draft), List.copyOf(group), draft).write();
    }

    /** Starting with a node, the ones after it that use its results and can join its loops. */
    static Set<Node> group(Node first, List<Node> following, Shape shape, Draft draft) {
        Set<Node> group = new LinkedHashSet<>(List.of(first));
        Set<String> made = new LinkedHashSet<>(List.of(first.out().name()));
        for (Node next : following) {
            if (group.size() >= MOST_NODES) break;
            if (draft.isClaimed(next) || !isElementwise(next, draft) || !next.out().type().shape().equals(shape)) continue;
            boolean uses = next.ins().stream().anyMatch(in -> made.contains(in.name()));
            boolean ready = next.ins().stream().allMatch(in -> made.contains(in.name()) || draft.isReady(in));
            if (!uses || !ready) continue;
            boolean spreads = next.ins().stream().anyMatch(in -> made.contains(in.name()) && !in.type().shape().equals(shape));
            if (spreads || !fits(next, shape, made, draft) || endsVectors(group, next, draft)) continue;
            group.add(next);
            made.add(next.out().name());
        }
        return group;
    }

    /** Whether loops would no longer run in vectors with a node: it has no such form, or codes were rescaled before. */
    private static boolean endsVectors(Set<Node> group, Node next, Draft draft) {
        boolean codes = group.stream().allMatch(node -> hasCodeForm(node, draft));
        boolean lanes = group.stream().allMatch(ElementwiseLoops::hasVectorForm);
        boolean staysCodes = codes && hasCodeForm(next, draft) && group.stream().noneMatch(node -> node.op() instanceof Requant);
        boolean staysLanes = lanes && hasVectorForm(next);
        return (codes || lanes) && !staysCodes && !staysLanes;
    }

    static boolean hasVectorForm(Node node) {
        return VectorCode.of(node.op(), elements(node), node.out().type().element(), List.of("a", "b", "c")).isPresent();
    }

    static boolean hasCodeForm(Node node, Draft draft) {
        return CodeVectors.of(node, draft, List.of("a", "b", "c")).isPresent();
    }

    /** Whether the operands from outside of the group can be stepped through. */
    private static boolean fits(Node node, Shape shape, Set<String> made, Draft draft) {
        List<LoopNest.Operand> operands = new ArrayList<>();
        for (int i = 0; i < node.ins().size(); i++) {
            if (made.contains(node.in(i).name()) || isArray(node.op(), i)) continue;
            Located at = operand(node, i, draft);
            if (at.isBoxed()) return false;
            operands.add(LoopNest.Operand.of(at));
        }
        return LoopNest.of(shape, Layout.rowMajor(shape.rank()), operands, (_, _) -> {}).isPresent();
    }

    /** The layout of the first operand that has the shape of the results. */
    private static Layout layout(Set<Node> group, Shape shape, Draft draft) {
        for (Node node : group) {
            for (Value in : node.ins()) {
                if (!in.type().shape().equals(shape) || draft.constant(in).isPresent() || !draft.isReady(in)) continue;
                Located at = draft.at(in);
                if (!at.isBoxed()) return at.layout();
            }
        }
        return Layout.rowMajor(shape.rank());
    }

    static boolean isElementwise(Node node, Draft draft) {
        boolean kind = switch (node.op()) {
            case Elementwise _, IntegerOp.Clamp _, IntegerOp.Requant _, IntegerOp.RequantAdd _, IntegerOp.Table _ -> true;
            case Quantize quantize -> quantize.block() == 0;
            case Dequantize dequantize -> dequantize.block() == 0;
            default -> false;
        };
        if (!kind || !draft.fitsBuffer(node.out()) || ScalarCode.type(node.out().type().element()).isEmpty()) return false;
        for (Value in : node.ins()) {
            if (!draft.fitsBuffer(in) || ScalarCode.type(in.type().element()).isEmpty()) return false;
        }
        List<String> names = node.ins().stream().map(_ -> "x").toList();
        return ScalarCode.of(node.op(), elements(node), node.out().type().element(), names).isPresent();
    }

    static List<Element> elements(Node node) {
        return node.ins().stream().map(in -> in.type().element()).toList();
    }

    /** Whether an operand is an array that is looked into, not stepped through. */
    static boolean isArray(Op op, int operand) {
        return op instanceof Table && operand == 1;
    }

    /** An operand as its shape broadcasts: vectors along an axis get ones behind them. */
    static Located operand(Node node, int i, Draft draft) {
        Located at = draft.at(node.in(i));
        int axis = switch (node.op()) {
            case Requant requant when i > 0 -> requant.axis();
            case Quantize quantize when i > 0 -> quantize.axis();
            case Dequantize dequantize when i > 0 -> dequantize.axis();
            default -> Integer.MAX_VALUE;
        };
        if (axis == Integer.MAX_VALUE || at.rank() != 1) return at;
        int rank = node.in(0).type().shape().rank();
        List<Dim> dims = new ArrayList<>();
        boolean single = at.shape().dim(0).is(1);
        for (int d = axis < 0 ? axis + rank : axis; d < rank; d++)
            dims.add(dims.isEmpty() && !single ? at.shape().dim(0) : Dim.ONE);
        Shape shape = Shape.of(dims);
        return new Located(at.value().as(at.value().type().with(shape)), at.place(), Layout.rowMajor(dims.size()));
    }
}
