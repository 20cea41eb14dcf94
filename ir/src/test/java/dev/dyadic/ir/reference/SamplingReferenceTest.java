// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.dyadic.ir.op.Sampling.GridSample;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Sampling.Resize.Coordinates;
import dev.dyadic.ir.op.Sampling.Resize.KeepAspect;
import dev.dyadic.ir.op.Sampling.Resize.Rounding;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingReferenceTest {

    private static final Tensor NONE = Tensor.of(new long[] {0}, new float[0]);

    private static Tensor floats(float... values) {
        return Tensor.of(new long[] {values.length}, values);
    }

    private static Resize resize(Interpolation mode, Coordinates coordinates, Rounding rounding, boolean antialias,
            boolean exclude) {
        return new Resize(mode, coordinates, rounding, -0.75, exclude, 9, antialias, KeepAspect.STRETCH, List.of());
    }

    private static float[] scaled(Resize op, float scale, float... x) {
        return SamplingReference.run(op, List.of(floats(x), NONE, floats(scale), Tensor.vector()), 1).getFirst().toFloats();
    }

    private static float[] sized(Resize op, long size, float... x) {
        return SamplingReference.run(op, List.of(floats(x), floats(0, 2), NONE, Tensor.vector(size)), 1).getFirst().toFloats();
    }

    private static float[] nearest(Rounding rounding) {
        return sized(resize(Interpolation.NEAREST, Coordinates.HALF_PIXEL, rounding, false, false), 2, 0, 1, 2, 3);
    }

    @Test void takesTheNearestPointAsAsked() {
        assertArrayEquals(new float[] {0, 2}, nearest(Rounding.ROUND_PREFER_FLOOR));
        assertArrayEquals(new float[] {1, 3}, nearest(Rounding.ROUND_PREFER_CEIL));
        assertArrayEquals(new float[] {0, 2}, nearest(Rounding.FLOOR));
        assertArrayEquals(new float[] {1, 3}, nearest(Rounding.CEIL));
    }

    @Test void reachesTheThirdPointWithAScaleThatIsAlmostAThird() {
        Resize op = resize(Interpolation.NEAREST, Coordinates.ASYMMETRIC, Rounding.FLOOR, false, false);
        assertArrayEquals(new float[] {0, 3}, scaled(op, 1 / 3f, 0, 1, 2, 3, 4, 5));
    }

    @Test void interpolatesBetweenPoints() {
        Resize half = resize(Interpolation.LINEAR, Coordinates.HALF_PIXEL, Rounding.FLOOR, false, false);
        assertArrayEquals(new float[] {1, 1.25f, 1.75f, 2}, scaled(half, 2, 1, 2));
        Resize corners = resize(Interpolation.LINEAR, Coordinates.ALIGN_CORNERS, Rounding.FLOOR, false, false);
        assertArrayEquals(new float[] {0, 1, 2, 3, 4}, sized(corners, 5, 0, 2, 4));
    }

    @Test void widensTheKernelAgainstAliases() {
        Resize op = resize(Interpolation.LINEAR, Coordinates.HALF_PIXEL, Rounding.FLOOR, true, false);
        assertArrayEquals(new float[] {0.625f, 2.375f}, scaled(op, 0.5f, 0, 1, 2, 3));
    }

    @Test void leavesOutPointsBeyondTheEndsWhenAsked() {
        Resize kept = resize(Interpolation.CUBIC, Coordinates.HALF_PIXEL, Rounding.FLOOR, false, false);
        assertArrayEquals(new float[] {0.59375f, -0.09375f}, scaled(kept, 0.5f, 0, 1, 0, 0));
        Resize excluded = resize(Interpolation.CUBIC, Coordinates.HALF_PIXEL, Rounding.FLOOR, false, true);
        assertArrayEquals(new float[] {19 / 35f, -3 / 35f}, scaled(excluded, 0.5f, 0, 1, 0, 0));
    }

    @Test void extrapolatesOutsideOfACrop() {
        Resize op = resize(Interpolation.LINEAR, Coordinates.TF_CROP_AND_RESIZE, Rounding.FLOOR, false, false);
        assertArrayEquals(new float[] {1, 3, 9}, sized(op, 3, 1, 2, 3));
    }

    @Test void keepsTheAspect() {
        Tensor x = Tensor.of(new long[] {2, 4}, new float[8]);
        for (KeepAspect keep : List.of(KeepAspect.NOT_LARGER, KeepAspect.NOT_SMALLER)) {
            var op = new Resize(
                    Interpolation.NEAREST, Coordinates.HALF_PIXEL, Rounding.FLOOR, 0, false, 0, false, keep, List.of(1, 0));
            long[] sizes = SamplingReference.run(op, List.of(x, NONE, NONE, Tensor.vector(6, 6)), 1).getFirst().sizes();
            assertArrayEquals(keep == KeepAspect.NOT_LARGER ? new long[] {3, 6} : new long[] {6, 12}, sizes);
        }
    }

    @Test void readsWhatStandsOutsideOfAnImage() {
        Tensor x = Tensor.of(new long[] {1, 1, 1, 2}, new float[] {1, 3});
        Tensor grid = Tensor.of(new long[] {1, 1, 2, 2}, new float[] {0, 0, 2, 0});
        for (GridSample.Outside outside : GridSample.Outside.values()) {
            float[] y = SamplingReference.run(new GridSample(Interpolation.LINEAR, outside, false), List.of(x, grid), 1)
                    .getFirst()
                    .toFloats();
            float beyond = switch (outside) {
                case ZEROS -> 0;
                case BORDER -> 3;
                case REFLECTION -> 2;
            };
            assertArrayEquals(new float[] {2, beyond}, y);
        }
    }
}
