// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.DepthToSpace;
import dev.dyadic.ir.op.Movement.SpaceToDepth;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Sampling.Resize.Coordinates;
import dev.dyadic.ir.op.Sampling.Resize.KeepAspect;
import dev.dyadic.ir.op.Sampling.Resize.Rounding;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ops that move pixels by whole blocks: channels to space and back, and enlarging by whole factors, each pixel so many times. */
final class PixelMoves implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Value x = node.in(0);
        if (!draft.fitsBuffer(x) || !draft.fitsBuffer(node.out()) || draft.at(x).isBoxed()) return false;
        return switch (node.op()) {
            case DepthToSpace(long block, boolean columnFirst) -> toSpace(node, block, columnFirst, draft);
            case SpaceToDepth(long block) -> toDepth(node, block, draft);
            case Resize op -> enlarge(node, op, draft);
            default -> false;
        };
    }

    /** Along axes n, c, row, row in the block, column, column in the block. */
    private static boolean toSpace(Node node, long block, boolean columnFirst, Draft draft) {
        Located x = draft.at(node.in(0));
        Located out = draft.allocate(node.out(), x.layout());
        Dim channels = out.shape().dim(1);
        Dim channel = x.stride(1);
        Dim column = columnFirst ? channel : channel.times(channels);
        List<Dim> reads = List.of(x.stride(0), columnFirst ? channel.times(Dim.of(block * block)) : channel,
                x.stride(2), column.times(Dim.of(block)), x.stride(3), column);
        List<Dim> sizes = List.of(x.shape().dim(0), channels, x.shape().dim(2), Dim.of(block), x.shape().dim(3), Dim.of(block));
        copy(node, sizes, new Copies.End(x, "0", reads), new Copies.End(out, "0", inBlocks(out, block)), out.layout(), draft);
        return true;
    }

    private static boolean toDepth(Node node, long block, Draft draft) {
        Located x = draft.at(node.in(0));
        Located out = draft.allocate(node.out(), x.layout());
        Dim channels = x.shape().dim(1);
        Dim channel = out.stride(1);
        Dim column = channel.times(channels);
        List<Dim> writes = List.of(out.stride(0), channel, out.stride(2), column.times(Dim.of(block)), out.stride(3), column);
        List<Dim> sizes = List.of(x.shape().dim(0), channels, out.shape().dim(2), Dim.of(block), out.shape().dim(3),
                Dim.of(block));
        copy(node, sizes, new Copies.End(x, "0", inBlocks(x, block)), new Copies.End(out, "0", writes), out.layout(), draft);
        return true;
    }

    /** The strides of an image whose rows and columns are blocks. */
    private static List<Dim> inBlocks(Located image, long block) {
        Dim row = image.stride(2);
        Dim column = image.stride(3);
        return List.of(image.stride(0), image.stride(1), row.times(Dim.of(block)), row, column.times(Dim.of(block)), column);
    }

    /** The order of the six axes in which memory is walked. */
    private static void copy(Node node, List<Dim> sizes, Copies.End from, Copies.End to, Layout layout, Draft draft) {
        List<Integer> order = new ArrayList<>();
        for (int axis : layout.order()) {
            if (axis < 2) {
                order.add(axis);
            } else {
                order.add(2 * axis - 2);
                order.add(2 * axis - 1);
            }
        }
        Copies.emit(title(node), sizes, new Layout(order), from, to, draft);
    }

    private static boolean enlarge(Node node, Resize op, Draft draft) {
        if (op.coordinates() == Coordinates.TF_CROP_AND_RESIZE) return false;
        Optional<List<Long>> factors = factors(node, op, draft);
        if (factors.isEmpty() || !factors.get().stream().allMatch(factor -> factor == 1 || repeats(op, factor))) return false;
        Located x = draft.at(node.in(0));
        if (factors.get().stream().allMatch(factor -> factor == 1)) {
            draft.alias(node.out(), x, x.layout());
            return true;
        }
        Located out = draft.allocate(node.out(), x.layout());
        List<Dim> sizes = new ArrayList<>();
        List<Dim> reads = new ArrayList<>();
        List<Dim> writes = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            Dim factor = Dim.of(factors.get().get(axis));
            sizes.addAll(List.of(x.shape().dim(axis), factor));
            reads.addAll(List.of(x.stride(axis), Dim.ZERO));
            writes.addAll(List.of(out.stride(axis).times(factor), out.stride(axis)));
        }
        List<Integer> order = new ArrayList<>();
        for (int axis : out.layout().order()) order.addAll(List.of(2 * axis, 2 * axis + 1));
        Copies.emit(title(node), sizes, new Layout(order), new Copies.End(x, "0", reads), new Copies.End(out, "0", writes),
                draft);
        return true;
    }

    /** How many times as large each axis becomes, where that is a whole number that the types and constants tell. */
    private static Optional<List<Long>> factors(Node node, Resize op, Draft draft) {
        int rank = node.in(0).type().shape().rank();
        Optional<Tensor> scales = draft.constant(node.in(2));
        List<Long> factors = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int at = op.axes().isEmpty() ? axis : along(op.axes(), axis, rank);
            boolean scaled = at >= 0 && scales.isPresent() && scales.get().count() > at;
            double scale = at < 0 ? 1 : scaled ? scales.get().getDouble(at) : ratio(node, op, axis);
            if (!(scale >= 1 && scale <= Short.MAX_VALUE && scale == Math.rint(scale))) return Optional.empty();
            factors.add((long) scale);
        }
        return Optional.of(factors);
    }

    private static int along(List<Integer> axes, int axis, int rank) {
        int at = axes.indexOf(axis);
        return at >= 0 ? at : axes.indexOf(axis - rank);
    }

    private static double ratio(Node node, Resize op, int axis) {
        if (op.keepAspect() != KeepAspect.STRETCH) return Double.NaN;
        Dim in = node.in(0).type().shape().dim(axis);
        Dim out = node.out().type().shape().dim(axis);
        if (in.equals(out)) return 1;
        return in.isConstant() && out.isConstant() && !in.is(0) ? (double) out.constant() / in.constant() : Double.NaN;
    }

    /** Whether element o of the result is element {@code o / factor} of x, rounded down. */
    private static boolean repeats(Resize op, long factor) {
        if (op.mode() != Interpolation.NEAREST) return false;
        boolean rounds = op.nearest() == Rounding.ROUND_PREFER_FLOOR || op.nearest() == Rounding.ROUND_PREFER_CEIL;
        return switch (op.coordinates()) {
            case ASYMMETRIC -> op.nearest() == Rounding.FLOOR || op.nearest() == Rounding.ROUND_PREFER_FLOOR && factor == 2;
            case HALF_PIXEL, PYTORCH_HALF_PIXEL, HALF_PIXEL_SYMMETRIC -> rounds;
            case ALIGN_CORNERS, TF_CROP_AND_RESIZE -> false;
        };
    }

    private static String title(Node node) {
        return "%" + node.name() + ": " + node.op().mnemonic();
    }
}
