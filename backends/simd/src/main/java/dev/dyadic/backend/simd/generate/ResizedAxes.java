// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Sampling.Resize.Coordinates;
import dev.dyadic.ir.op.Sampling.Resize.KeepAspect;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The axes that change when a value is resized, in the order in which they do. */
record ResizedAxes(Resize op, List<Axis> axes) {

    ResizedAxes {
        axes = List.copyOf(axes);
    }

    /**
     * One of them.
     *
     * @param scale what its size is multiplied by; empty where the size of the result is given
     */
    record Axis(int axis, Dim in, Dim out, Optional<Double> scale) {

        /** The Java expression of the axis, as the runtime knows it. */
        String code(Resize op, Sizes sizes) {
            String length = scale.map(by -> sizes.of(in) + " * " + by).orElse(sizes.of(out));
            return "new ResizedAxis(" + sizes.of(in) + ", " + sizes.of(out) + ", " + length + ", ResizedAxis.Coordinates."
                    + op.coordinates() + ")";
        }

        /** How much narrower than points are apart a kernel is; empty where only a run tells. */
        Optional<Double> stretch(Resize op) {
            if (!op.antialias()) return Optional.of(1.0);
            if (!in.isConstant() || !out.isConstant()) return Optional.empty();
            double length = scale.map(by -> in.constant() * by).orElse((double) out.constant());
            return Optional.of(Math.min(length / in.constant(), 1));
        }
    }

    /** Empty where types and constants do not tell, or the sizes depend on each other. */
    static Optional<ResizedAxes> of(Node node, Draft draft) {
        if (!(node.op() instanceof Resize op) || op.coordinates() == Coordinates.TF_CROP_AND_RESIZE) return Optional.empty();
        if (!draft.fitsBuffer(node.in(0)) || !draft.fitsBuffer(node.out())) return Optional.empty();
        int rank = node.in(0).type().shape().rank();
        boolean bySize = node.in(2).type().shape().elements().is(0);
        Optional<Tensor> scales = draft.constant(node.in(2));
        if (bySize ? op.keepAspect() != KeepAspect.STRETCH : scales.isEmpty()) return Optional.empty();
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < (op.axes().isEmpty() ? rank : op.axes().size()); i++) {
            int axis = op.axes().isEmpty() ? i : Math.floorMod(op.axes().get(i), rank);
            int entry = i;
            Dim in = node.in(0).type().shape().dim(axis);
            Dim out = node.out().type().shape().dim(axis);
            Optional<Double> scale = scales.filter(_ -> !bySize).map(all -> all.getDouble(entry));
            boolean stays = scale.map(by -> by == 1).orElse(in.equals(out));
            if (!stays) axes.add(new Axis(axis, in, out, scale));
        }
        return Optional.of(new ResizedAxes(op, axes));
    }

    /** Whether a node is written knowing its first operand alone: as moves of elements, or as sums of f32. */
    static boolean suffice(Node node, Draft draft) {
        return of(node, draft).filter(axes -> axes.isNearest() || axes.isSum(node)).isPresent();
    }

    boolean isNearest() {
        return op.mode() == Interpolation.NEAREST;
    }

    /** Whether the result is f32 as it is, or sums of f32 along one axis or two neighbours, the first of them first. */
    boolean isSum(Node node) {
        if (isNearest() || !node.in(0).type().element().equals(Element.F32)) return false;
        return axes.stream().allMatch(axis -> axis.stretch(op).isPresent())
                && areNeighbours(Layout.rowMajor(node.in(0).type().shape().rank()));
    }

    /** Whether there is at most one axis, or two of which the second lies behind the first in memory. */
    boolean areNeighbours(Layout layout) {
        if (axes.size() < 2) return true;
        List<Integer> order = layout.order();
        return axes.size() == 2 && order.indexOf(axes.getLast().axis()) == order.indexOf(axes.getFirst().axis()) + 1;
    }
}
