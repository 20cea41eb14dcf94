// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.Pooling.GlobalAveragePool;
import dev.dyadic.ir.op.Reduction.ReduceMean;
import dev.dyadic.ir.op.Reduction.ReduceSum;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sums of codes and averages of floats over all pixels of an image, channels last: codes are widened and centred on the way. */
final class SpatialSums implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Value x = node.in(0);
        boolean image = draft.fitsBuffer(x) && !draft.at(x).isBoxed() && x.type().shape().rank() > 2;
        if (!image) return false;
        return switch (node.op()) {
            case GlobalAveragePool _ -> averages(node, draft);
            case ReduceMean _ -> isOverPixels(node, draft) && averages(node, draft);
            case Cast _ -> codes(node, draft);
            default -> false;
        };
    }

    private static boolean averages(Node node, Draft draft) {
        boolean floats = node.in(0).type().element().equals(Element.F32) && draft.fitsBuffer(node.out());
        if (!floats) return false;
        write(node, node, "averages", "", "", draft);
        return true;
    }

    /** A cast, what is taken off, and the sum, where nothing else looks at what lies between. */
    private static boolean codes(Node cast, Draft draft) {
        Element from = cast.in(0).type().element();
        Element to = cast.out().type().element();
        boolean widens = from.isInteger() && from.bits() == 8 && (to.equals(Element.I32) || to.equals(Element.I64));
        Optional<Node> next = draft.onlyUse(cast.out());
        if (!widens || next.isEmpty()) return false;
        Optional<Node> centred = next.filter(node -> node.op() instanceof Sub && node.in(0).equals(cast.out()));
        Optional<Long> zero = centred.flatMap(node -> zero(node.in(1), from, draft));
        Optional<Node> sum = (zero.isPresent() ? draft.onlyUse(centred.get().out()) : next)
                .filter(node -> node.op() instanceof ReduceSum && draft.fitsBuffer(node.out()) && isOverPixels(node, draft));
        if (sum.isEmpty() || centred.isPresent() && zero.isEmpty()) return false;
        centred.ifPresent(draft::claim);
        draft.claim(sum.get());
        write(cast, sum.get(), "codes", !from.isSigned() + ", ", zero.orElse(0L) + ", ", draft);
        return true;
    }

    private static Optional<Long> zero(Value value, Element codes, Draft draft) {
        return draft.constant(value).filter(tensor -> tensor.count() == 1).map(tensor -> tensor.getLong(0))
                .filter(zero -> zero >= codes.min() && zero <= codes.max());
    }

    private static boolean isOverPixels(Node fold, Draft draft) {
        int rank = fold.in(0).type().shape().rank();
        Optional<Tensor> axes = fold.ins().size() > 1 ? draft.constant(fold.in(1)) : Optional.empty();
        int[] pixels = IntStream.range(2, rank).toArray();
        return axes.isPresent()
                && Arrays.equals(pixels,
                        Arrays.stream(axes.get().toLongs()).mapToInt(axis -> (int) (axis < 0 ? axis + rank : axis))
                                .sorted().toArray());
    }

    private static void write(Node first, Node last, String kernel, String sign, String zero, Draft draft) {
        int rank = first.in(0).type().shape().rank();
        Located x = Copies.convert(draft.at(first.in(0)), Layout.channelsLast(rank), draft);
        Located out = draft.allocate(last.out(), Layout.rowMajor(last.out().type().shape().rank()));
        draft.touch(x);
        draft.touch(out);
        String pixels = draft.sizes().of(x.shape().dims().subList(2, rank).stream().reduce(Dim.ONE, Dim::times));
        String channels = draft.sizes().of(x.shape().dim(1));
        var text = new Text();
        text.line("final int pixels = " + pixels + ";");
        text.line("final int channels = " + channels + ";");
        text.line("ChannelSums." + kernel + "(" + x.array() + ", " + x.at() + " + task * pixels * channels, " + sign
                + "pixels, channels, " + zero + out.array() + ", " + out.at() + " + task * channels);");
        draft.step("%" + last.name() + ": " + (first == last ? "" : first.op().mnemonic() + ", ") + last.op().mnemonic(),
                draft.sizes().of(x.shape().dim(0)), text.toString());
    }
}
