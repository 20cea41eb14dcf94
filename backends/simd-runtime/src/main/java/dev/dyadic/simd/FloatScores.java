// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Scores of f32. The queries are multiplied by the factor, before they are multiplied by keys.
 *
 * @param q query r stands at {@code qAt + r * qStride}
 * @param k key i stands at {@code kAt + i * kStride}
 * @param depth the elements of each
 */
public record FloatScores(FloatKernel kernel, float[] q, int qAt, int qStride, float scale, float[] k, int kAt, int kStride,
        int keys,
        int depth) implements Scores {

    /** Puts keys side by side; element [i, key] stands at {@code kAt + i * rowStride + key * keyStride}. */
    public static void pack(float[] k, int kAt, int rowStride, int keyStride, int keys, int depth, float[] to, int toAt) {
        for (int key = 0; key < keys; key++) {
            for (int i = 0; i < depth; i++) to[toAt + key * depth + i] = k[kAt + key * keyStride + i * rowStride];
        }
    }

    @Override public int workLength() {
        return Math.multiplyExact(depth, FloatGemm.TILE_COLUMNS);
    }

    @Override public void panel(int from, int count, float[] memory, int at) {
        FloatGemm.packInto(memory, 0, q, qAt + from * qStride, 1, qStride, depth, count);
        for (int i = 0; i < workLength(); i++) memory[i] *= scale;
        kernel.panel(k, kAt, kStride, keys, memory, 0, depth, memory, at);
    }
}
