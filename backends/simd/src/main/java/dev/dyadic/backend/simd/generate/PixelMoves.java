// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.DepthToSpace;
import dev.dyadic.ir.op.Movement.SpaceToDepth;
import dev.dyadic.ir.type.Dim;
import java.util.ArrayList;
import java.util.List;

/** Ops that move pixels by whole blocks: channels to space and back. */
final class PixelMoves implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Value x = node.in(0);
        if (!draft.fitsBuffer(x) || !draft.fitsBuffer(node.out()) || draft.at(x).isBoxed()) return false;
        return switch (node.op()) {
            case DepthToSpace(long block, boolean columnFirst) -> toSpace(node, block, columnFirst, draft);
            case SpaceToDepth(long block) -> toDepth(node, block, draft);
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

    private static String title(Node node) {
        return "%" + node.name() + ": " + node.op().mnemonic();
    }
}
