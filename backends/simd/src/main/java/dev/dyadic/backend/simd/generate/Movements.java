// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.Concat;
import dev.dyadic.ir.op.Movement.Expand;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.op.Movement.Slice;
import dev.dyadic.ir.op.Movement.Split;
import dev.dyadic.ir.op.Movement.Tile;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ops that copy boxes of elements: concatenations, slices, splits, paddings, expansions, tilings. */
final class Movements implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!node.outs().stream().allMatch(draft::fitsBuffer)) return false;
        return switch (node.op()) {
            case Concat(int axis) -> concat(node, axis, draft);
            case Expand _ -> expand(node, draft);
            case Tile _ -> tile(node, draft);
            case Slice _ -> slice(node, draft);
            case Split(int axis) -> split(node, axis, draft);
            case Pad(Pad.Mode mode) -> mode == Pad.Mode.CONSTANT && pad(node, draft);
            default -> false;
        };
    }

    private static Optional<Located> source(Value value, Draft draft) {
        if (!draft.fitsBuffer(value)) return Optional.empty();
        return Optional.of(draft.at(value)).filter(at -> !at.isBoxed());
    }

    private static boolean concat(Node node, int axis, Draft draft) {
        List<Located> parts = new ArrayList<>();
        for (Value in : node.ins()) {
            Optional<Located> part = source(in, draft);
            if (part.isEmpty()) return false;
            parts.add(part.get());
        }
        Layout layout = parts.stream().filter(part -> part.place() instanceof Place.Buffer).map(Located::layout).findFirst()
                .orElse(Layout.rowMajor(parts.getFirst().rank()));
        Located out = draft.allocate(node.out(), layout);
        int along = axis < 0 ? axis + out.rank() : axis;
        Dim position = Dim.ZERO;
        for (Located part : parts) {
            String base = draft.sizes().of(position.times(out.stride(along)));
            var to = new Copies.End(out, base, Copies.End.of(out).strides());
            Copies.emit(title(node), part.shape().dims(), layout, Copies.End.of(part), to, draft);
            position = position.plus(part.shape().dim(along));
        }
        return true;
    }

    /** Whether the types tell along which axes an operand is repeated. */
    static boolean canExpand(Node node) {
        Shape shape = node.out().type().shape();
        Shape own = node.in(0).type().shape();
        for (int axis = 1; axis <= own.rank(); axis++) {
            if (!own.dim(-axis).is(1) && !own.dim(-axis).equals(shape.dim(-axis))) return false;
        }
        return true;
    }

    private static boolean expand(Node node, Draft draft) {
        Optional<Located> x = source(node.in(0), draft);
        if (x.isEmpty() || !canExpand(node)) return false;
        Shape shape = node.out().type().shape();
        int missing = shape.rank() - x.get().rank();
        List<Dim> strides = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            Dim own = axis < missing ? Dim.ONE : x.get().shape().dim(axis - missing);
            strides.add(own.is(1) ? Dim.ZERO : x.get().stride(axis - missing));
        }
        Located out = draft.allocate(node.out(), Layout.rowMajor(shape.rank()));
        var from = new Copies.End(x.get(), "0", strides);
        Copies.emit(title(node), shape.dims(), out.layout(), from, Copies.End.of(out), draft);
        return true;
    }

    /** A tiled axis is two: one that steps through tiles and reads the same, one that goes along a tile. */
    private static boolean tile(Node node, Draft draft) {
        Optional<Located> x = source(node.in(0), draft);
        Optional<long[]> repeats = integers(node, 1, draft);
        if (x.isEmpty() || repeats.isEmpty()) return false;
        Located out = draft.allocate(node.out(), Layout.rowMajor(x.get().rank()));
        List<Dim> sizes = new ArrayList<>();
        List<Dim> reads = new ArrayList<>();
        List<Dim> writes = new ArrayList<>();
        for (int axis = 0; axis < out.rank(); axis++) {
            Dim size = x.get().shape().dim(axis);
            sizes.addAll(List.of(Dim.of(repeats.get()[axis]), size));
            reads.addAll(List.of(Dim.ZERO, x.get().stride(axis)));
            writes.addAll(List.of(out.stride(axis).times(size), out.stride(axis)));
        }
        Copies.emit(title(node), sizes, Layout.rowMajor(sizes.size()), new Copies.End(x.get(), "0", reads),
                new Copies.End(out, "0", writes), draft);
        return true;
    }

    private static boolean slice(Node node, Draft draft) {
        Optional<Located> x = source(node.in(0), draft);
        Optional<Tensor> starts = draft.constant(node.in(1));
        if (x.isEmpty() || starts.isEmpty()) return false;
        int count = starts.get().length();
        Optional<long[]> axes = integers(node, 3, draft);
        Optional<long[]> steps = integers(node, 4, draft);
        if (node.ins().size() > 3 && axes.isEmpty() || node.ins().size() > 4 && steps.isEmpty()) return false;
        List<Dim> strides = new ArrayList<>(Copies.End.of(x.get()).strides());
        List<String> base = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int axis = (int) axes.map(all -> all).orElse(identity(count))[i];
            if (axis < 0) axis += x.get().rank();
            long step = steps.isPresent() ? steps.get()[i] : 1;
            if (step < 1 || step > Integer.MAX_VALUE) return false;
            String start = start(starts.get().getLong(i), draft.sizes().of(x.get().shape().dim(axis)));
            if (!start.equals("0")) base.add(start + " * " + draft.sizes().of(x.get().stride(axis)));
            strides.set(axis, strides.get(axis).times(Dim.of(step)));
        }
        Located out = draft.allocate(node.out(), x.get().layout());
        var from = new Copies.End(x.get(), base.isEmpty() ? "0" : String.join(" + ", base), strides);
        Copies.emit(title(node), out.shape().dims(), out.layout(), from, Copies.End.of(out), draft);
        return true;
    }

    /** Where a slice begins, as ONNX clamps it. */
    private static String start(long start, String size) {
        if (start == 0) return "0";
        if (start > 0) return start > Integer.MAX_VALUE ? size : "Math.min(" + start + ", " + size + ")";
        return start < -Integer.MAX_VALUE ? "0" : "Math.max(0, " + size + " - " + -start + ")";
    }

    private static long[] identity(int count) {
        long[] axes = new long[count];
        for (int i = 0; i < count; i++) axes[i] = i;
        return axes;
    }

    private static Optional<long[]> integers(Node node, int operand, Draft draft) {
        return node.ins().size() > operand ? draft.constant(node.in(operand)).map(Tensor::toLongs) : Optional.empty();
    }

    private static boolean split(Node node, int axis, Draft draft) {
        Optional<Located> x = source(node.in(0), draft);
        if (x.isEmpty()) return false;
        int along = axis < 0 ? axis + x.get().rank() : axis;
        Dim position = Dim.ZERO;
        for (Value part : node.outs()) {
            Located out = draft.allocate(part, x.get().layout());
            String base = draft.sizes().of(position.times(x.get().stride(along)));
            var from = new Copies.End(x.get(), base, Copies.End.of(x.get()).strides());
            Copies.emit(title(node), out.shape().dims(), out.layout(), from, Copies.End.of(out), draft);
            position = position.plus(part.type().shape().dim(along));
        }
        return true;
    }

    /** Pads that are not negative, with one value. */
    private static boolean pad(Node node, Draft draft) {
        Optional<Located> x = source(node.in(0), draft);
        Optional<Tensor> pads = draft.constant(node.in(1));
        Optional<Located> value = node.ins().size() > 2 ? source(node.in(2), draft) : Optional.empty();
        if (x.isEmpty() || pads.isEmpty() || value.isEmpty() || !value.get().isSingle()) return false;
        int rank = x.get().rank();
        long[] begins = new long[rank];
        long[] axes = integers(node, 3, draft).orElse(identity(pads.get().length() / 2));
        for (int i = 0; i < axes.length; i++) {
            if (pads.get().getLong(i) < 0 || pads.get().getLong(i + axes.length) < 0) return false;
            begins[(int) (axes[i] < 0 ? axes[i] + rank : axes[i])] = pads.get().getLong(i);
        }
        if (node.ins().size() > 3 && draft.constant(node.in(3)).isEmpty()) return false;
        Located out = draft.allocate(node.out(), x.get().layout());
        Located fill = draft.touch(out);
        draft.touch(value.get());
        String end = fill.at() + " + " + draft.sizes().of(out.shape().elements());
        draft.step(title(node) + ", outside", Step.ONCE,
                "java.util.Arrays.fill(" + out.array() + ", " + out.at() + ", " + end + ", " + value.get().element("0") + ");\n");
        List<String> base = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            if (begins[axis] > 0) base.add(begins[axis] + " * " + draft.sizes().of(out.stride(axis)));
        }
        var to = new Copies.End(out, base.isEmpty() ? "0" : String.join(" + ", base), Copies.End.of(out).strides());
        Copies.emit(title(node), x.get().shape().dims(), out.layout(), Copies.End.of(x.get()), to, draft);
        return true;
    }

    private static String title(Node node) {
        return "%" + node.name() + ": " + node.op().mnemonic();
    }

}
