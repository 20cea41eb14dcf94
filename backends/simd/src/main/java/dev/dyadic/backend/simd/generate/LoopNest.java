// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Loops over the positions of a shape, the outermost first. Neighbouring axes that every operand steps through alike are one loop, so
 * that operands of equal shape and layout are one loop over all their elements.
 *
 * @param sizes how often each loop runs
 * @param strides of each operand, how far a turn of each loop steps; 0 where the operand is broadcast
 */
record LoopNest(List<Dim> sizes, List<List<Dim>> strides) {

    /** The sizes of what is stepped through, and how far neighbours along each axis are apart. */
    record Operand(List<Dim> sizes, List<Dim> strides) {

        static Operand of(Located at) {
            return leading(at, at.rank());
        }

        /** The first axes, as if what lies behind them were one element. */
        static Operand leading(Located at, int axes) {
            List<Dim> strides = new ArrayList<>();
            for (int axis = 0; axis < axes; axis++) strides.add(at.stride(axis));
            return new Operand(at.shape().dims().subList(0, axes), strides);
        }
    }

    /** The loops for operands that broadcast to a shape, in the order of a layout; empty where it shows only at run time who broadcasts. */
    static Optional<LoopNest> of(Shape shape, Layout layout, List<Operand> operands) {
        List<String> requirements = new ArrayList<>();
        Optional<LoopNest> nest = of(shape, layout, operands, (size, _) -> requirements.add(size.toString()));
        return requirements.isEmpty() ? nest : Optional.empty();
    }

    /**
     * The loops for operands of which it may show only at run time who broadcasts.
     *
     * @param require is told of each size that has to be 1 or equal to another
     */
    static Optional<LoopNest> of(Shape shape, Layout layout, List<Operand> operands, BiConsumer<Dim, Dim> require) {
        List<List<Dim>> steps = new ArrayList<>();
        for (Operand operand : operands) {
            Optional<List<Dim>> found = steps(shape, operand, require);
            if (found.isEmpty()) return Optional.empty();
            steps.add(found.get());
        }
        List<Dim> sizes = new ArrayList<>();
        List<List<Dim>> strides = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) strides.add(new ArrayList<>());
        for (int axis : layout.order()) {
            if (shape.dim(axis).is(1)) continue;
            Dim size = shape.dim(axis);
            List<Dim> step = steps.stream().map(each -> each.get(axis)).toList();
            if (!sizes.isEmpty() && merges(strides, step, size)) {
                sizes.set(sizes.size() - 1, sizes.getLast().times(size));
                for (int i = 0; i < step.size(); i++) strides.get(i).set(sizes.size() - 1, step.get(i));
            } else {
                sizes.add(size);
                for (int i = 0; i < step.size(); i++) strides.get(i).add(step.get(i));
            }
        }
        return Optional.of(new LoopNest(sizes, strides));
    }

    private static Optional<List<Dim>> steps(Shape shape, Operand operand, BiConsumer<Dim, Dim> require) {
        int missing = shape.rank() - operand.sizes().size();
        if (missing < 0) return Optional.empty();
        List<Dim> steps = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            Dim own = axis < missing ? Dim.ONE : operand.sizes().get(axis - missing);
            if (own.is(1)) {
                steps.add(Dim.ZERO);
            } else if (own.equals(shape.dim(axis))) {
                steps.add(operand.strides().get(axis - missing));
            } else if (own.isConstant()) {
                return Optional.empty();
            } else {
                // 0 for a size of 1, and else the operand's own
                steps.add(operand.strides().get(axis - missing).times(own.plus(-1).min(Dim.ONE)));
                require.accept(own, shape.dim(axis));
            }
        }
        return Optional.of(steps);
    }

    private static boolean merges(List<List<Dim>> strides, List<Dim> step, Dim size) {
        for (int i = 0; i < step.size(); i++) {
            if (!strides.get(i).getLast().equals(step.get(i).times(size))) return false;
        }
        return true;
    }

    /** How often the innermost loop runs. */
    Dim inner() {
        return sizes.isEmpty() ? Dim.ONE : sizes.getLast();
    }

    /** How far an operand steps in the innermost loop. */
    Dim innerStride(int operand) {
        return sizes.isEmpty() ? Dim.ZERO : strides.get(operand).getLast();
    }

    /** How often all loops but the innermost run together. */
    Dim outer() {
        return sizes.isEmpty() ? Dim.ONE : sizes.subList(0, sizes.size() - 1).stream().reduce(Dim.ONE, Dim::times);
    }

    /** The loops around the innermost one. */
    List<Dim> outerSizes() {
        return sizes.isEmpty() ? List.of() : sizes.subList(0, sizes.size() - 1);
    }
}
