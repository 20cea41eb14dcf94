// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Sampling.RoiAlign;
import dev.dyadic.ir.tensor.Tensor;

/** Regions of an image pooled to one size, read between the points (He et al. 2017). */
final class RegionAlignment {

    private final Tensor x;
    private final boolean max;

    private RegionAlignment(Tensor x, boolean max) {
        this.x = x;
        this.max = max;
    }

    static Tensor align(Tensor x, Tensor rois, Tensor batches, RoiAlign op) {
        if (x.rank() != 4 || rois.rank() != 2 || rois.size(1) != 4 || batches.count() != rois.size(0) || x.count() == 0) {
            throw DyadicException.model("", "operands " + x.type() + ", " + rois.type() + " and " + batches.type()
                    + " do not fit; they must be N,C,H,W (not empty), then R,4 and R.");
        }
        var alignment = new RegionAlignment(x, op.max());
        long regions = rois.size(0);
        long[] sizes = {regions, x.size(1), op.outputHeight(), op.outputWidth()};
        double[] result = new double[Math.toIntExact(Strides.count(sizes))];
        double offset = op.halfPixel() ? 0.5 : 0;
        int next = 0;
        for (long region = 0; region < regions; region++) {
            double left = rois.getDouble(4 * region) * op.spatialScale() - offset;
            double top = rois.getDouble(4 * region + 1) * op.spatialScale() - offset;
            double width = rois.getDouble(4 * region + 2) * op.spatialScale() - offset - left;
            double height = rois.getDouble(4 * region + 3) * op.spatialScale() - offset - top;
            // Without the half-pixel shift a malformed region counts as one point.
            Bins rows = new Bins(top, op.halfPixel() ? height : Math.max(height, 1), op.outputHeight(), op.samplingRatio());
            Bins columns = new Bins(left, op.halfPixel() ? width : Math.max(width, 1), op.outputWidth(), op.samplingRatio());
            long image = Strides.index(batches.getLong(region), x.size(0));
            for (long c = 0; c < x.size(1); c++) {
                long base = (image * x.size(1) + c) * x.size(2) * x.size(3);
                for (long i = 0; i < op.outputHeight(); i++) {
                    for (long j = 0; j < op.outputWidth(); j++) result[next++] = alignment.pool(base, rows, i, columns, j);
                }
            }
        }
        return Numbers.tensor(x.element(), result, sizes);
    }

    /** A range cut into bins with samples spread evenly over each. */
    private record Bins(double start, double length, long count, long ratio) {

        long samples() {
            return ratio > 0 ? ratio : Math.max(0, (long) Math.ceil(length / count));
        }

        double sample(long bin, long i) {
            return start + (bin + (i + 0.5) / samples()) * length / count;
        }
    }

    private double pool(long base, Bins rows, long row, Bins columns, long column) {
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (long i = 0; i < rows.samples(); i++) {
            for (long j = 0; j < columns.samples(); j++) {
                double[] parts = parts(base, rows.sample(row, i), columns.sample(column, j));
                for (double part : parts) {
                    sum += part;
                    best = Math.max(best, part);
                }
            }
        }
        long count = rows.samples() * columns.samples();
        if (count == 0) return 0;
        return max ? best : sum / count;
    }

    /** The four weighted neighbours of a position. ONNX takes the largest of these, not of their sums, where it pools by maximum. */
    private double[] parts(long base, double row, double column) {
        int height = (int) x.size(2);
        int width = (int) x.size(3);
        if (row < -1 || row > height || column < -1 || column > width) return new double[4];
        double y = Math.clamp(row, 0, height - 1.0);
        double z = Math.clamp(column, 0, width - 1.0);
        int top = (int) y;
        int left = (int) z;
        int bottom = Math.min(top + 1, height - 1);
        int right = Math.min(left + 1, width - 1);
        double down = y - top;
        double across = z - left;
        return new double[] {
            (1 - down) * (1 - across) * x.getDouble(base + (long) top * width + left),
            (1 - down) * across * x.getDouble(base + (long) top * width + right),
            down * (1 - across) * x.getDouble(base + (long) bottom * width + left),
            down * across * x.getDouble(base + (long) bottom * width + right)
        };
    }
}
