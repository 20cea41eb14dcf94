// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Tally;

/** The second moments of rows, all elements along the last axis: the sum of x xT, of which the upper half is kept. Rows that are not finite are left out. */
final class Moments implements Tally<Moments> {

    private final int size;
    private final float[] sums;

    /** @param size how many elements a row has */
    Moments(int size) {
        this.size = size;
        this.sums = new float[Math.multiplyExact(size, size)];
    }

    int size() {
        return size;
    }

    double get(int i, int j) {
        return sums[Math.min(i, j) * size + Math.max(i, j)];
    }

    @Override public void see(Tensor tensor) {
        float[] rows = tensor.toFloats();
        for (int from = 0; from < rows.length; from += size) {
            if (isFinite(rows, from)) add(rows, from);
        }
    }

    private boolean isFinite(float[] rows, int from) {
        float sum = 0;
        for (int i = from; i < from + size; i++) sum += rows[i] * 0;
        return sum == 0;
    }

    private void add(float[] rows, int from) {
        for (int i = 0; i < size; i++) {
            float x = rows[from + i];
            if (x == 0) continue;
            int line = i * size;
            for (int j = i; j < size; j++) sums[line + j] += x * rows[from + j];
        }
    }

    @Override public void merge(Moments later) {
        for (int i = 0; i < sums.length; i++) sums[i] += later.sums[i];
    }
}
