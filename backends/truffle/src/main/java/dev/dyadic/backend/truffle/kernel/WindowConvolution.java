// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.PackedWindows;

/** Convolution by a kernel that takes images as they are, channels lying next to each other, the sums requantized. */
public record WindowConvolution(PackedWindows packed, ColumnRequant requant) {

    /**
     * All images.
     *
     * @param x interleaved codes {@code [images, height, width, channels]}
     * @return {@code [images, outHeight, outWidth, filters]}
     */
    public byte[] codes(Windows at, byte[] x, int images) {
        int area = at.outArea();
        int filters = requant.multipliers().length;
        int image = images == 0 ? 0 : x.length / images;
        byte[] codes = new byte[images * area * filters];
        for (int n = 0; n < images; n++) {
            packed.codes(
                    x, n * image, at.height(), at.width(), at.outWidth(), 0, area, requant, codes, n * area * filters);
        }
        return codes;
    }
}
