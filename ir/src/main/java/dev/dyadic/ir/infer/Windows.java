// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** How many positions windows have; attributes have one entry per spatial axis, an empty list stands for ones (pads: zeros). */
record Windows(List<Long> strides, List<Long> pads, List<Long> dilations, AutoPad autoPad, boolean ceil) {

    /** The spatial sizes of the result for these spatial sizes of the operand and of the kernel. */
    List<Dim> sizes(Site at, List<Dim> spatial, List<Dim> kernel) {
        check(at, spatial.size(), kernel.size());
        List<Dim> sizes = new ArrayList<>();
        for (int i = 0; i < spatial.size(); i++) {
            Dim size = size(i, spatial.get(i), kernel.get(i), spatial.size());
            if (size.isConstant() && size.constant() < 0 || nothing(size, spatial.get(i))) {
                throw at.wrong("found a window of " + kernel.get(i) + " over " + spatial.get(i) + " along spatial axis " + i
                        + "; it must fit, pads included.");
            }
            sizes.add(size);
        }
        return sizes;
    }

    /** No window fits, though there is something to look at. */
    private static boolean nothing(Dim size, Dim in) {
        return size.is(0) && in.isConstant() && in.constant() > 0;
    }

    private Dim size(int i, Dim in, Dim kernel, int axes) {
        Dim stride = Dim.of(entry(strides, i, 1));
        Dim begin = Dim.of(autoPad == AutoPad.EXPLICIT ? entry(pads, i, 0) : 0);
        Dim end = Dim.of(autoPad == AutoPad.EXPLICIT ? entry(pads, axes + i, 0) : 0);
        if (autoPad == AutoPad.SAME_UPPER || autoPad == AutoPad.SAME_LOWER) return in.ceilDiv(stride);
        Dim extent = kernel.plus(-1).times(Dim.of(entry(dilations, i, 1))).plus(1);
        Dim room = in.plus(begin).plus(end).minus(extent);
        if (!ceil) return room.floorDiv(stride).plus(1);
        Dim starting = in.plus(begin).plus(-1).floorDiv(stride).plus(1);
        return room.ceilDiv(stride).plus(1).min(starting);
    }

    private void check(Site at, int axes, int kernel) {
        if (kernel != axes) {
            throw at.wrong("found a kernel of " + kernel + " axes for " + axes + " spatial axes; there must be as many.");
        }
        entries(at, "strides", strides, axes, 1);
        entries(at, "dilations", dilations, axes, 1);
        entries(at, "pads", pads, 2 * axes, Integer.MIN_VALUE);
    }

    static void entries(Site at, String what, List<Long> entries, int wanted, long least) {
        if (!entries.isEmpty() && entries.size() != wanted) {
            throw at.wrong("found " + entries.size() + " " + what + "; there must be " + wanted + " or none.");
        }
        for (long entry : entries) {
            if (entry < least || entry > Integer.MAX_VALUE) {
                throw at.wrong("found " + entry + " among the " + what + "; that is out of range.");
            }
        }
    }

    static long entry(List<Long> entries, int i, long absent) {
        return entries.isEmpty() ? absent : entries.get(i);
    }

    static List<Dim> dims(Site at, String what, List<Long> sizes) {
        entries(at, what, sizes, sizes.size(), 1);
        return sizes.stream().map(Dim::of).toList();
    }

    /** {@code N, C} and what follows. */
    static Shape image(Dim batch, Dim channels, List<Dim> spatial) {
        List<Dim> dims = new ArrayList<>(List.of(batch, channels));
        dims.addAll(spatial);
        return Shape.of(dims);
    }

    static List<Dim> spatial(Shape image) {
        return image.dims().subList(2, image.rank());
    }
}
