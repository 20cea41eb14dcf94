// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Picks rows of a table of codes, and only then turns codes into numbers: those of the rows that are wanted, not of all.
 *
 * <p>Left alone where the table is computed, and where each row has a scale and zero points are not 0.
 */
public record GatherCodes() implements RewritePass {

    @Override public String name() { return "gather-codes"; }
    @Override public String summary() { return "Picks rows of a table as codes, which become numbers afterwards."; }
    @Override public Set<Stage> at() { return EnumSet.range(Stage.TYPED, Stage.INTEGER); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }
    @Override public List<Rewrite> rewrites() { return List.of(GatherCodes::pick); }

    private static Optional<Value> pick(Node node, Sweep at) {
        if (!(node.op() instanceof Gather(int along)) || along != 0 || !node.in(1).type().shape().ranked())
            return Optional.empty();
        if (!(at.def(node.in(0)) instanceof Node(_, Dequantize(Element to, int axis, long block), var parts, _)) || block > 0) {
            return Optional.empty();
        }
        Optional<Tensor> scale = at.constant(parts.get(1));
        Optional<Tensor> zero = at.constant(parts.get(2));
        if (scale.isEmpty() || zero.isEmpty() || !isKnown(parts.getFirst(), at)) return Optional.empty();
        Value indices = node.in(1);
        int more = indices.type().shape().rank() - 1;
        int rank = parts.getFirst().type().shape().rank();
        int scaled = axis < 0 ? axis + rank : axis;
        boolean whole = scale.get().rank() == 0;
        if (whole || scaled > 0) {
            Value codes = picked(parts.getFirst(), indices, more, at);
            return Optional.of(at.emit(new Dequantize(to, whole ? 0 : scaled + more, 0), codes, parts.get(1), parts.get(2)));
        }
        boolean centred = Arrays.stream(zero.get().toLongs()).allMatch(point -> point == 0);
        if (!centred || !to.equals(Element.F32) || !scale.get().element().equals(Element.F32)) return Optional.empty();
        long[] column = new long[rank];
        Arrays.fill(column, 1);
        column[0] = scale.get().count();
        Value scales = at.emit(new Gather(0), at.constant(Tensor.of(column, scale.get().toFloats())), indices);
        Value codes = at.emit(new Cast(to, true), picked(parts.getFirst(), indices, more, at));
        return Optional.of(at.emit(new Mul(), codes, scales));
    }

    private static boolean isKnown(Value codes, Sweep at) {
        return switch (at.def(codes).op()) {
            case Constant _ -> true;
            case ScaleGroups(int axis, _) -> axis > 0 && at.def(codes).ins().stream().allMatch(in -> isKnown(in, at));
            default -> false;
        };
    }

    /** @param more how many axes the result has more than the table */
    private static Value picked(Value codes, Value indices, int more, Sweep at) {
        if (!(at.def(codes) instanceof Node(_, ScaleGroups(int axis, long group), var ins, _))) {
            return at.emit(new Gather(0), codes, indices);
        }
        Value narrow = picked(ins.get(0), indices, more, at);
        Value multiples = picked(ins.get(1), indices, more, at);
        return at.emit(new ScaleGroups(axis + more, group), narrow, multiples);
    }
}
