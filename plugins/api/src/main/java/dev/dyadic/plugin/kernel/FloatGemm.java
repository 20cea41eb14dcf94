// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import java.util.List;

/**
 * Products of f32 matrices. The right one comes in panels of as many columns as the tile has: a panel holds its columns row by row, the
 * last one filled up with zeros. Each sum is one chain of fused multiply-adds along the depth that starts from 0, so that every kernel
 * gives the same bits.
 */
public interface FloatGemm extends Kernel {

    @Override default String job() {
        return "matmul";
    }

    @Override default List<Element> operands() {
        return List.of(Element.F32, Element.F32);
    }

    @Override default Element result() {
        return Element.F32;
    }

    /**
     * Columns {@code from} to {@code to} (exclusive) of {@code out[r, c] = (sum over k of a[r, k] * b[k, c]) * scale + bias[c]}, each step
     * after the sum rounded to f32. Several threads may call at once, for blocks that do not overlap. Nothing is allocated.
     *
     * @param a element [r, k] stands at {@code aAt + r * aStride + k}
     * @param panels b, from {@code panelsAt} on
     * @param from a multiple of the columns of the tile
     * @param bias empty to add nothing
     * @param out element [r, c] stands at {@code outAt + r * outStride + c}
     */
    void multiply(
            float[] a,
            int aAt,
            int aStride,
            int rows,
            float[] panels,
            int panelsAt,
            int depth,
            int from,
            int to,
            float scale,
            float[] bias,
            float[] out,
            int outAt,
            int outStride);

    /**
     * Columns 0 to {@code columns} (exclusive) of {@code out[r, c] = (sum over k of a[k, r] * b[k, c]) * scales[scalesAt + r]}: the left
     * matrix is a panel too, turned.
     *
     * @param a element [k, r] stands at {@code aAt + k * tile().columns() + r}
     * @param rows at most the columns of a panel
     */
    void multiplyTurned(
            float[] a,
            int aAt,
            int rows,
            float[] panels,
            int panelsAt,
            int depth,
            int columns,
            float[] scales,
            int scalesAt,
            float[] out,
            int outAt,
            int outStride);
}
