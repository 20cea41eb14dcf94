// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * How the output pixels of an image are cut into the tasks of a convolution: whole lines, about as many in each task, or parts of the line
 * where there is but one. It depends on sizes alone.
 *
 * <p>Kernels may compute 3 x 3 windows that lie side by side by patches of 4 x 4 pixels, with half of the work or less; then a task has
 * whole patches as long as there are any.
 */
public final class WindowTasks {

    /** The side of a patch. */
    public static final int PATCH = 4;

    /** So many products are a task, some ten microseconds of work, if they are of enough pixels and not of too many. */
    private static final long PRODUCTS = 600_000;

    private static final int LEAST_PIXELS = 32;
    private static final int MOST_PIXELS = 512;

    /** A pixel of so many products reads weights that are in no cache when a task begins, least of all as patches multiply them. */
    private static final long HEAVY = 1 << 20;

    /** So many pixels are worth reading them. */
    private static final int HEAVY_PIXELS = 256;

    private WindowTasks() {}

    /**
     * The pixels of a task, at least 1.
     *
     * @param products of a pixel
     * @param patch lines of a patch, or 1 where there are no patches
     */
    public static int block(int outHeight, int outWidth, long products, int patch) {
        boolean heavy = products >= HEAVY;
        if (patch == 1 || heavy && outHeight * outWidth < HEAVY_PIXELS)
            return lines(outHeight, outWidth, pixels(PRODUCTS / products));
        int pixels = heavy ? HEAVY_PIXELS : pixels(2 * PRODUCTS / products);
        int block = lines(outHeight, outWidth, pixels);
        int unit = Math.max(1, patch * outWidth);
        return Math.ceilDiv(block, unit) * unit;
    }

    private static int pixels(long worth) {
        return Math.clamp(worth, LEAST_PIXELS, MOST_PIXELS);
    }

    private static int lines(int outHeight, int outWidth, int pixels) {
        if (outHeight == 1) return pixels;
        int blocks = Math.ceilDiv(outHeight * outWidth, pixels);
        return Math.max(1, Math.ceilDiv(outHeight, Math.max(1, blocks)) * outWidth);
    }

    /** How many tasks there are; the last has what is left: fewer lines than the others, or, by patches, up to 3 more. */
    public static int count(int outHeight, int outWidth, int block, int patch) {
        int pixels = outHeight * outWidth;
        if (pixels == 0) return 0;
        boolean patches = patch > 1 && block % (patch * outWidth) == 0;
        return patches ? Math.max(1, (pixels + block - patch * outWidth) / block) : Math.ceilDiv(pixels, block);
    }
}
