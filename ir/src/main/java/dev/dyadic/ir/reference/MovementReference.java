// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Movement.Concat;
import dev.dyadic.ir.op.Movement.DepthToSpace;
import dev.dyadic.ir.op.Movement.Expand;
import dev.dyadic.ir.op.Movement.Flatten;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Movement.ReverseSequence;
import dev.dyadic.ir.op.Movement.Slice;
import dev.dyadic.ir.op.Movement.SpaceToDepth;
import dev.dyadic.ir.op.Movement.Split;
import dev.dyadic.ir.op.Movement.Squeeze;
import dev.dyadic.ir.op.Movement.Tile;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Movement.Trilu;
import dev.dyadic.ir.op.Movement.Unsqueeze;
import dev.dyadic.ir.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** What the ops of {@link Movement} give: the bytes of their operands in other places. */
final class MovementReference {

    private MovementReference() {}

    static List<Tensor> run(Movement op, List<Tensor> ins, int outs) {
        Tensor x = ins.getFirst();
        return switch (op) {
            case Identity _ -> List.of(x);
            case Reshape reshape -> List.of(reshape(x, Strides.longs("the shape", ins.get(1)), reshape.zeroCopies()));
            case Transpose transpose -> List.of(transpose(x, transpose.permutation()));
            case Squeeze _ -> List.of(squeeze(x, ins.subList(1, ins.size())));
            case Unsqueeze _ -> List.of(unsqueeze(x, Strides.longs("the axes", ins.get(1))));
            case Flatten flatten -> List.of(flatten(x, flatten.axis()));
            case Expand _ -> List.of(expand(x, Strides.longs("the shape", ins.get(1))));
            case Concat concat -> List.of(concat(ins, concat.axis()));
            case Split split -> split(x, ins.subList(1, ins.size()), split.axis(), outs);
            case Slice _ -> List.of(Slicing.slice(x, ins));
            case Pad pad -> List.of(Padding.pad(x, ins, pad.mode()));
            case Tile _ -> List.of(tile(x, Strides.longs("the repeats", ins.get(1))));
            case Trilu trilu -> List.of(triangle(x, Strides.scalar("the diagonal", ins.get(1)), trilu.upper()));
            case DepthToSpace(long block, boolean columnFirst) -> List.of(depthToSpace(x, block, columnFirst));
            case SpaceToDepth(long block) -> List.of(spaceToDepth(x, block));
            case ReverseSequence(int batchAxis, int timeAxis) ->
                List.of(reverse(x, Strides.longs("the lengths", ins.get(1)), batchAxis, timeAxis));
        };
    }

    private static Tensor reshape(Tensor x, long[] shape, boolean zeroCopies) {
        long[] sizes = shape.clone();
        int inferred = -1;
        long known = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] == 0 && zeroCopies) {
                if (axis >= x.rank()) throw cannotReshape(x, shape, "the 0 at axis " + axis + " has no size to copy.");
                sizes[axis] = x.size(axis);
            }
            if (sizes[axis] < -1) throw cannotReshape(x, shape, "a size is negative.");
            if (sizes[axis] >= 0) {
                known = Strides.times(known, sizes[axis]);
                continue;
            }
            if (inferred >= 0) throw cannotReshape(x, shape, "only one size may be -1.");
            inferred = axis;
        }
        if (inferred >= 0) {
            if (known == 0) throw cannotReshape(x, shape, "beside a size of 0 no other can be inferred.");
            sizes[inferred] = x.count() / known;
            known *= sizes[inferred];
        }
        if (known != x.count()) {
            throw cannotReshape(x, shape, "it has " + x.count() + " elements; the shape must hold as many.");
        }
        return x.reshaped(sizes);
    }

    private static DyadicException cannotReshape(Tensor x, long[] shape, String why) {
        return DyadicException.model("", x.type() + " cannot be reshaped to " + Arrays.toString(shape) + ": " + why);
    }

    static Tensor transpose(Tensor x, List<Integer> permutation) {
        int rank = x.rank();
        long[] order = permutation.isEmpty()
                ? LongStream.range(0, rank).map(i -> rank - 1 - i).toArray()
                : permutation.stream().mapToLong(Integer::longValue).toArray();
        if (order.length != rank) {
            throw DyadicException.model("",
                    "the permutation " + permutation + " does not fit " + x.type() + "; it must have " + rank
                            + " axes.");
        }
        int[] axes = Strides.axes(order, rank);
        long[] from = Strides.of(x.sizes());
        long[] strides = new long[rank];
        long[] sizes = new long[rank];
        for (int i = 0; i < rank; i++) {
            strides[i] = from[axes[i]];
            sizes[i] = x.size(axes[i]);
        }
        return Blocks.view(x, 0, strides, sizes);
    }

    private static Tensor squeeze(Tensor x, List<Tensor> axes) {
        boolean[] dropped = new boolean[x.rank()];
        if (axes.isEmpty()) for (int i = 0; i < dropped.length; i++) dropped[i] = x.size(i) == 1;
        for (Tensor given : axes) {
            for (int axis : Strides.axes(Strides.longs("the axes", given), x.rank())) {
                if (x.size(axis) != 1) {
                    throw DyadicException.model("",
                            "axis " + axis + " of " + x.type() + " cannot be dropped; its size must be 1.");
                }
                dropped[axis] = true;
            }
        }
        List<Long> kept = new ArrayList<>();
        for (int i = 0; i < dropped.length; i++) if (!dropped[i]) kept.add(x.size(i));
        return x.reshaped(kept.stream().mapToLong(Long::longValue).toArray());
    }

    private static Tensor unsqueeze(Tensor x, long[] axes) {
        long[] sizes = new long[x.rank() + axes.length];
        for (int axis : Strides.axes(axes, sizes.length)) sizes[axis] = -1;
        int from = 0;
        for (int i = 0; i < sizes.length; i++) sizes[i] = sizes[i] == -1 ? 1 : x.size(from++);
        return x.reshaped(sizes);
    }

    private static Tensor flatten(Tensor x, int axis) {
        int split = axis == x.rank() ? axis : Strides.axis(axis, x.rank());
        return x.reshaped(Strides.product(x.sizes(), 0, split), Strides.product(x.sizes(), split, x.rank()));
    }

    private static Tensor expand(Tensor x, long[] shape) {
        long[] sizes = Broadcast.shape(x.sizes(), shape);
        if (Arrays.equals(sizes, x.sizes())) return x;
        long[] from = Strides.of(x.sizes());
        long[] strides = new long[sizes.length];
        int lead = sizes.length - x.rank();
        for (int i = 0; i < x.rank(); i++) strides[lead + i] = x.size(i) == 1 ? 0 : from[i];
        return Blocks.view(x, 0, strides, sizes);
    }

    static Tensor concat(List<Tensor> ins, int axis) {
        Tensor first = ins.getFirst();
        int along = Strides.axis(axis, first.rank());
        long[] sizes = first.sizes();
        sizes[along] = 0;
        for (Tensor x : ins) {
            boolean fits = x.element().equals(first.element()) && x.rank() == first.rank();
            for (int i = 0; fits && i < sizes.length; i++) fits = i == along || x.size(i) == sizes[i];
            if (!fits) {
                throw DyadicException.model("", first.type() + " and " + x.type() + " cannot be joined along axis " + along
                        + "; they may differ in that size only.");
            }
            sizes[along] += x.size(along);
        }
        MemorySegment data = Blocks.zeros(first.element(), sizes);
        long[] strides = Strides.of(sizes);
        long start = 0;
        for (Tensor x : ins) {
            Blocks.copy(x, 0, Strides.of(x.sizes()), data, start, strides, x.sizes());
            start += x.size(along) * strides[along];
        }
        return Tensor.of(first.element(), sizes, data);
    }

    private static List<Tensor> split(Tensor x, List<Tensor> given, int axis, int outs) {
        int along = Strides.axis(axis, x.rank());
        long whole = x.size(along);
        long[] parts = given.isEmpty() ? equalParts(whole, outs) : Strides.longs("the sizes", given.getFirst());
        boolean right = parts.length == outs && Arrays.stream(parts).allMatch(part -> part >= 0);
        if (!right || Arrays.stream(parts).sum() != whole) {
            throw DyadicException.model("",
                    "axis " + along + " of " + x.type() + " cannot be split into " + Arrays.toString(parts)
                            + "; there must be " + outs + " sizes that sum to " + whole + ".");
        }
        long[] strides = Strides.of(x.sizes());
        List<Tensor> results = new ArrayList<>();
        long start = 0;
        for (long part : parts) {
            long[] sizes = x.sizes();
            sizes[along] = part;
            results.add(Blocks.view(x, start * strides[along], strides, sizes));
            start += part;
        }
        return List.copyOf(results);
    }

    private static long[] equalParts(long whole, int outs) {
        long[] parts = new long[outs];
        Arrays.fill(parts, Math.ceilDiv(whole, (long) outs));
        parts[outs - 1] = whole - parts[0] * (outs - 1);
        return parts;
    }

    private static Tensor tile(Tensor x, long[] repeats) {
        int rank = x.rank();
        if (repeats.length != rank || Arrays.stream(repeats).anyMatch(times -> times < 0)) {
            throw DyadicException.model("",
                    x.type() + " cannot be repeated " + Arrays.toString(repeats) + " times; there must be "
                            + rank + " numbers, none negative.");
        }
        long[] from = Strides.of(x.sizes());
        long[] strides = new long[2 * rank];
        long[] box = new long[2 * rank];
        long[] sizes = new long[rank];
        for (int i = 0; i < rank; i++) {
            box[2 * i] = repeats[i];
            box[2 * i + 1] = x.size(i);
            strides[2 * i + 1] = from[i];
            sizes[i] = Strides.times(repeats[i], x.size(i));
        }
        return Blocks.view(x, 0, strides, box).reshaped(sizes);
    }

    private static Tensor triangle(Tensor x, long diagonal, boolean upper) {
        if (x.rank() < 2) throw DyadicException.model("", x.type() + " has no matrices; there must be two axes at least.");
        long rows = x.size(-2);
        long columns = x.size(-1);
        long k = Math.clamp(diagonal, -rows - 1, columns + 1);
        MemorySegment data = Blocks.copy(x);
        long width = x.element().bytes();
        for (long row = 0, all = columns == 0 ? 0 : x.count() / columns; row < all; row++) {
            long edge = row % rows + k;
            long from = upper ? 0 : Math.clamp(edge + 1, 0, columns);
            long to = upper ? Math.clamp(edge, 0, columns) : columns;
            data.asSlice((row * columns + from) * width, (to - from) * width).fill((byte) 0);
        }
        return Tensor.of(x.element(), x.sizes(), data);
    }

    private static Tensor depthToSpace(Tensor x, long block, boolean columnFirst) {
        image(x);
        long n = x.size(0);
        long height = x.size(2);
        long width = x.size(3);
        long channels = whole(x.size(1), Strides.times(block, block), "channels");
        Tensor blocks = columnFirst
                ? transpose(x.reshaped(n, channels, block, block, height, width), List.of(0, 1, 4, 2, 5, 3))
                : transpose(x.reshaped(n, block, block, channels, height, width), List.of(0, 3, 4, 1, 5, 2));
        return blocks.reshaped(n, channels, height * block, width * block);
    }

    private static Tensor spaceToDepth(Tensor x, long block) {
        image(x);
        long n = x.size(0);
        long channels = x.size(1);
        long height = whole(x.size(2), block, "rows");
        long width = whole(x.size(3), block, "columns");
        return transpose(x.reshaped(n, channels, height, block, width, block), List.of(0, 3, 5, 1, 2, 4))
                .reshaped(n, channels * block * block, height, width);
    }

    private static void image(Tensor x) {
        if (x.rank() != 4) throw DyadicException.model("", "the operand must be N,C,H,W, found " + x.type() + ".");
    }

    private static long whole(long size, long parts, String what) {
        if (parts > 0 && size % parts == 0) return size / parts;
        throw DyadicException.model("", size + " " + what + " do not divide into blocks of " + parts + ".");
    }

    private static Tensor reverse(Tensor x, long[] lengths, int batchAxis, int timeAxis) {
        int batch = Strides.axis(batchAxis, x.rank());
        int time = Strides.axis(timeAxis, x.rank());
        if (batch == time || lengths.length != x.size(batch)) {
            throw DyadicException.model("", lengths.length + " lengths do not fit axis " + batch + " of " + x.type()
                    + "; there must be one for each entry, and time must run along another axis.");
        }
        long[] strides = Strides.of(x.sizes());
        long[] backwards = strides.clone();
        backwards[time] = -strides[time];
        long[] sizes = x.sizes();
        sizes[batch] = 1;
        MemorySegment data = Blocks.copy(x);
        for (int entry = 0; entry < lengths.length; entry++) {
            if (lengths[entry] < 0 || lengths[entry] > x.size(time)) {
                throw DyadicException.input("",
                        "length " + lengths[entry] + " of entry " + entry + " must be 0.." + x.size(time) + ".");
            }
            sizes[time] = lengths[entry];
            long start = entry * strides[batch];
            Blocks.copy(x, start + (lengths[entry] - 1) * strides[time], backwards, data, start, strides, sizes);
        }
        return Tensor.of(x.element(), x.sizes(), data);
    }
}
