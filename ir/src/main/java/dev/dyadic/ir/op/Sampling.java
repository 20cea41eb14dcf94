// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import java.util.List;

/** Ops that read between the grid points of an image. */
public sealed interface Sampling extends Op {

    /** How a value between grid points is made. */
    enum Interpolation {
        NEAREST,
        LINEAR,
        CUBIC
    }

    /**
     * {@code (x, roi, scales, sizes)}: roi, scales and sizes are vectors over {@code axes} (all axes when the list is empty); of
     * scales and sizes one is empty.
     */
    record Resize(
            Interpolation mode,
            Coordinates coordinates,
            Rounding nearest,
            double cubicA,
            boolean excludeOutside,
            double extrapolation,
            boolean antialias,
            KeepAspect keepAspect,
            List<Integer> axes) implements Sampling {

        /** Where a position of the result lies in x. */
        public enum Coordinates {
            HALF_PIXEL,
            HALF_PIXEL_SYMMETRIC,
            PYTORCH_HALF_PIXEL,
            ALIGN_CORNERS,
            ASYMMETRIC,
            TF_CROP_AND_RESIZE
        }

        /** Which neighbour is nearest. */
        public enum Rounding {
            ROUND_PREFER_FLOOR,
            ROUND_PREFER_CEIL,
            FLOOR,
            CEIL
        }

        /** How sizes are read. */
        public enum KeepAspect {
            STRETCH,
            NOT_LARGER,
            NOT_SMALLER
        }
    }

    /** {@code (x: N,C,spatial; grid: N,out spatial,k)}: grid in [-1, 1], last spatial axis first. */
    record GridSample(Interpolation mode, Outside outside, boolean alignCorners) implements Sampling {

        /** What stands outside of x. */
        public enum Outside {
            ZEROS,
            BORDER,
            REFLECTION
        }
    }

    /** {@code (theta, size) -> grid} for {@link GridSample}. */
    record AffineGrid(boolean alignCorners) implements Sampling {}

    /** {@code (x: N,C,H,W; rois: R,4; batch: R) -> R,C,outputHeight,outputWidth} (He et al. 2017). */
    record RoiAlign(
            boolean max, long outputHeight, long outputWidth, long samplingRatio, double spatialScale,
            boolean halfPixel) implements Sampling {}
}
