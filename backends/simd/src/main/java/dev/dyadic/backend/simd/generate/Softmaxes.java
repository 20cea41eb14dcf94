// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Normalization.MaskedSoftmax;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Softmax along the last axis, with a mask or without, and with it what makes its operand of codes and its result codes: a few rows at a
 * time stay in the cache from one to the next.
 */
final class Softmaxes implements Region {

    /** The nodes of a step, in order; of those around the softmax each may be missing. */
    private record Chain(Optional<Node> widening, Node softmax, Optional<Node> quantizing, Optional<Node> back) {

        List<Node> nodes() {
            List<Node> all = new ArrayList<>(widening.stream().toList());
            all.add(softmax);
            quantizing.ifPresent(all::add);
            back.ifPresent(all::add);
            return all;
        }

        Value x() { return widening.orElse(softmax).in(0); }

        Value result() { return nodes().getLast().out(); }
    }

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Optional<Chain> chain = chain(node, draft);
        if (chain.isEmpty() || !isAtHand(chain.get().x(), draft) || !draft.fitsBuffer(chain.get().result())) return false;
        return chain.get().softmax().op() instanceof MaskedSoftmax(_, double fill) ? masked(chain.get(), (float) fill, draft)
                : plain(chain.get(), draft);
    }

    private static Optional<Chain> chain(Node node, Draft draft) {
        boolean widens = node.op() instanceof Dequantize && UniformCodes.of(node, draft).isPresent();
        Optional<Node> softmax = widens ? draft.onlyUse(node.out()) : Optional.of(node);
        if (softmax.isEmpty() || !isSoftmax(softmax.get()) || widens && !softmax.get().in(0).equals(node.out()))
            return Optional.empty();
        Optional<Node> quantizing = next(softmax.get(), Quantize.class, draft);
        Optional<Node> back = quantizing.flatMap(codes -> next(codes, Dequantize.class, draft));
        return Optional.of(new Chain(widens ? Optional.of(node) : Optional.empty(), softmax.get(), quantizing, back));
    }

    private static boolean isSoftmax(Node node) {
        boolean along = switch (node.op()) {
            case Softmax(int axis) -> Rows.isLast(axis, node.in(0));
            case MaskedSoftmax(int axis, _) -> Rows.isLast(axis, node.in(0));
            default -> false;
        };
        return along && node.in(0).type().element().equals(Element.F32) && node.in(0).type().shape().rank() > 0;
    }

    /** The only use of what a node gives, if it is of that op and of codes that mean all the same. */
    private static Optional<Node> next(Node node, Class<?> op, Draft draft) {
        return draft.onlyUse(node.out()).filter(use -> op.isInstance(use.op()) && UniformCodes.of(use, draft).isPresent());
    }

    private static boolean isAtHand(Value value, Draft draft) {
        return draft.fitsBuffer(value) && draft.isReady(value) && !draft.at(value).isBoxed();
    }

    private static boolean plain(Chain chain, Draft draft) {
        Located x = Copies.rowMajor(draft.at(chain.x()), draft);
        write(chain, x, Rows.head(x, draft), "", Rows.tasks(x, draft), draft);
        return true;
    }

    /** Rows of x go in blocks that step through the mask alike. */
    private static boolean masked(Chain chain, float fill, Draft draft) {
        Value mask = chain.softmax().in(1);
        if (!isAtHand(mask, draft) || mask.type().shape().rank() == 0
                || !mask.type().shape().dim(-1).equals(chain.x().type().shape().dim(-1)))
            return false;
        Located x = Copies.rowMajor(draft.at(chain.x()), draft);
        Located keep = Copies.rowMajor(draft.at(mask), draft);
        Shape outer = Shape.of(x.shape().dims().subList(0, x.rank() - 1));
        Optional<LoopNest> nest = LoopNest.of(outer, Layout.rowMajor(outer.rank()),
                List.of(LoopNest.Operand.leading(keep, keep.rank() - 1)));
        if (nest.isEmpty() || nest.get().sizes().size() > 2) return false;
        draft.touch(keep);
        Sizes sizes = draft.sizes();
        List<Dim> loops = nest.get().sizes();
        Dim inner = nest.get().inner();
        String perBlock = "Math.ceilDiv(" + sizes.of(inner) + ", " + Rows.ROWS + ")";
        boolean nested = loops.size() == 2;
        String outerStride = nested ? sizes.of(nest.get().strides().getFirst().getFirst()) : "0";
        String innerStride = sizes.of(nest.get().innerStride(0));
        var text = new Text();
        text.line("final int columns = " + sizes.of(x.shape().dim(-1)) + ";");
        text.line("final int blocks = " + perBlock + ";");
        text.line("final int block = task / blocks;");
        text.line("final int first = task % blocks * " + Rows.ROWS + ";");
        text.line("final int rows = Math.min(" + Rows.ROWS + ", " + sizes.of(inner) + " - first);");
        text.line("final int row = block * " + sizes.of(inner) + " + first;");
        String kept = keep.array() + ", " + keep.at() + " + block * " + outerStride + " + first * " + innerStride + ", "
                + innerStride
                + ", " + Float.toString(fill) + "f, ";
        write(chain, x, text, kept, (nested ? sizes.of(loops.getFirst()) + " * " : "") + perBlock, draft);
        return true;
    }

    /** @param kept what the mask is, as the runtime takes it; empty where there is none */
    private static void write(Chain chain, Located x, Text text, String kept, String tasks, Draft draft) {
        chain.nodes().forEach(draft::claim);
        Located out = draft.allocate(chain.result(), Layout.rowMajor(x.rank()));
        draft.touch(x);
        draft.touch(out);
        String from = Rows.from(x, "columns");
        String to = Rows.from(out, "columns");
        boolean beside = chain.quantizing().isPresent();
        if (beside) text.line("final float[] shares = TaskMemory.floats(rows * columns);");
        String shares = beside ? "shares, 0" : to;
        chain.widening().ifPresent(node -> text.line(codes(node, draft).dequantize(from, "rows * columns", shares)));
        String scores = chain.widening().isPresent() ? shares : from;
        text.line("Softmax." + (kept.isEmpty() ? "rows(" : "maskedRows(") + scores + ", rows, columns, " + kept + shares + ");");
        chain.quantizing().ifPresent(node -> {
            if (chain.back().isPresent()) text.line("final byte[] codes = TaskMemory.bytes(rows * columns);");
            text.line(codes(node, draft).quantize(shares + ", rows * columns", chain.back().isPresent() ? "codes, 0" : to));
        });
        chain.back().ifPresent(node -> text.line(codes(node, draft).dequantize("codes, 0", "rows * columns", to)));
        draft.step("%" + chain.result().name() + ": "
                + String.join(", ", chain.nodes().stream().map(node -> node.op().mnemonic()).toList()), tasks, text.toString());
    }

    private static UniformCodes codes(Node node, Draft draft) {
        return UniformCodes.of(node, draft).orElseThrow();
    }
}
