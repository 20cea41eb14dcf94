// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;

/**
 * A shape seen from an axis: {@code outer} slices of {@code size} rows of {@code inner} elements, in row-major order.
 *
 * @param axis the axis, counted from the front
 */
record Axes(int axis, int outer, int size, int inner) {

    /** An axis of a tensor; a negative one counts from the end. */
    static Axes of(Tensor x, int axis) {
        int at = front(axis, x.rank());
        return of(x, at, at + 1);
    }

    /** All axes from one on, taken as one. */
    static Axes from(Tensor x, int axis) {
        int at = axis == x.rank() ? axis : front(axis, x.rank());
        return of(x, at, x.rank());
    }

    /** Where element 0 of a row lies. */
    int start(int outerIndex, int innerIndex) {
        return outerIndex * size * inner + innerIndex;
    }

    static int front(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw DyadicException.model("", "there is no axis " + axis + " among " + rank + ".");
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    private static Axes of(Tensor x, int begin, int end) {
        int[] products = {1, 1, 1};
        for (int i = 0; i < x.rank(); i++) {
            int part = i < begin ? 0 : i < end ? 1 : 2;
            products[part] = Math.multiplyExact(products[part], Math.toIntExact(x.size(i)));
        }
        return new Axes(begin, products[0], products[1], products[2]);
    }
}
