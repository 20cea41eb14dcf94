// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.ir.tensor.Tensor;

/**
 * A tensor as rows, one for each index along an axis (of weights: the output channels). Within a row the elements keep the order of the
 * tensor, so neighbours in a row are neighbours along the axes that products sum over.
 */
public final class Rows {

    private final float[] values;
    private final long[] sizes;
    private final int count;
    private final int inner;

    private Rows(Tensor tensor, int count, int inner) {
        this.values = tensor.toFloats();
        this.sizes = tensor.sizes();
        this.count = count;
        this.inner = inner;
    }

    /**
     * Along an axis, counted from the end where negative.
     *
     * @throws IllegalArgumentException if the tensor has no such axis
     */
    public static Rows along(Tensor tensor, int axis) {
        int counted = axis < 0 ? axis + tensor.rank() : axis;
        if (counted < 0 || counted >= tensor.rank()) throw new IllegalArgumentException(tensor + " has no axis " + axis);
        long inner = 1;
        for (int i = counted + 1; i < tensor.rank(); i++) inner *= tensor.size(i);
        return new Rows(tensor, Math.toIntExact(tensor.size(counted)), Math.toIntExact(inner));
    }

    /** All of it as one row. */
    public static Rows whole(Tensor tensor) {
        return new Rows(tensor, 1, tensor.length());
    }

    /** How many rows there are. */
    public int count() {
        return count;
    }

    /** How many elements a row has. */
    public int length() {
        return count == 0 ? 0 : values.length / count;
    }

    /** The elements of a row. */
    public float[] row(int row) {
        float[] result = new float[length()];
        for (int i = 0; i < result.length; i += inner) System.arraycopy(values, at(row, i), result, i, inner);
        return result;
    }

    /** Where an element of a row lies in the tensor. */
    int at(int row, int element) {
        return (element / inner * count + row) * inner + element % inner;
    }

    long[] sizes() {
        return sizes.clone();
    }
}
