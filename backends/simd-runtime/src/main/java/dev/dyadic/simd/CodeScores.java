// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Scores of codes i8: each key and each query is quantized by its own largest magnitude, as {@link Quantize#rows} does it; a sum is then
 * multiplied by the scale of the key, and after that by the scale of the query times the factor.
 */
public final class CodeScores implements Scores {

    private final CodeKernel kernel;
    private final Rows q;
    private final float scale;
    private final int keys;
    private final int depth;
    private final byte[] codes;
    private final float[] scales;
    private final int scalesAt;

    /**
     * What is quantized: rows of f32.
     *
     * @param x row r stands at {@code at + r * stride}
     * @param largest the largest code
     * @param least the least scale
     */
    public record Rows(float[] x, int at, int stride, int largest, float least) {

        void quantize(int from, int rows, int depth, byte[] codes, int codesAt, float[] scales, int scalesAt) {
            Quantize.rows(x, at + from * stride, stride, rows, depth, largest, least, codes, codesAt, scales, scalesAt);
        }
    }

    /**
     * Quantizes the keys.
     *
     * @param codes takes {@link #codesLength} bytes
     * @param scales takes {@link #scalesLength} floats from {@code scalesAt} on
     */
    public CodeScores(CodeKernel kernel, Rows q, float scale, Rows k, int keys, int depth, byte[] codes, float[] scales,
            int scalesAt) {
        this.kernel = kernel;
        this.q = q;
        this.scale = scale;
        this.keys = keys;
        this.depth = depth;
        this.codes = codes;
        this.scales = scales;
        this.scalesAt = scalesAt;
        k.quantize(0, keys, depth, codes, 0, scales, scalesAt);
    }

    /** Bytes of the codes of all keys and a panel of queries. */
    public static int codesLength(int keys, int depth) {
        return Math.multiplyExact(scalesLength(keys), depth);
    }

    /** Floats of their scales. */
    public static int scalesLength(int keys) {
        return Math.addExact(keys, FloatGemm.TILE_COLUMNS);
    }

    @Override public int workLength() {
        return 0;
    }

    @Override public void panel(int from, int count, float[] memory, int at) {
        q.quantize(from, count, depth, codes, keys * depth, scales, scalesAt + keys);
        for (int i = scalesAt + keys; i < scalesAt + keys + count; i++) scales[i] *= scale;
        kernel.floats(codes, 0, depth, keys, codes, keys * depth, depth, count, depth, scales, scalesAt, scales, scalesAt + keys,
                memory, at);
    }
}
