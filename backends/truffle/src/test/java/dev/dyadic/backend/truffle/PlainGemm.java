// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.plugin.kernel.PackedWindows;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kernel of plain loops.
 *
 * @param windows whether it takes images as they are
 * @param open how many packed weights are not closed
 */
record PlainGemm(Element codes, boolean windows, AtomicInteger open) implements IntegerGemm {

    PlainGemm(Element codes, boolean windows) {
        this(codes, windows, new AtomicInteger());
    }

    @Override public String name() { return "plain-" + (windows ? "windows-" : "") + codes; }

    @Override public String summary() { return "Plain loops."; }

    @Override public List<Element> operands() { return List.of(codes, Element.I8); }

    @Override public Tile tile() { return new Tile(1, 1, 1); }

    @Override public Set<String> needs() { return Set.of(); }

    @Override public double cost(Size size) { return size.rows() * size.columns() * size.depth(); }

    @Override public PackedWeights pack(byte[] weights, int depth, int columns) {
        open.incrementAndGet();
        return new Packed(this, weights.clone(), depth, columns);
    }

    @Override public Optional<PackedWindows> pack(byte[] weights, int[] start, Convolution convolution) {
        if (!windows) return Optional.empty();
        open.incrementAndGet();
        return Optional.of(new PlainWindows(this, weights.clone(), start.clone(), convolution));
    }

    private record Packed(PlainGemm kernel, byte[] weights, int depth, int columns) implements PackedWeights {

        @Override public long bytes() { return weights.length; }

        private int sum(byte[] a, int at, int column) {
            int sum = 0;
            for (int k = 0; k < depth; k++) {
                int code = kernel.codes.isSigned() ? a[at + k] : a[at + k] & 0xff;
                sum += code * weights[k * columns + column];
            }
            return sum;
        }

        @Override public void sums(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt, int outStride) {
            for (int r = 0; r < rows; r++) {
                for (int c = from; c < to; c++) out[outAt + r * outStride + c] = start[c] + sum(a, aAt + r * aStride, c);
            }
        }

        @Override public void codes(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, ColumnRequant requant, byte[] out,
                int outAt, int outStride) {
            for (int r = 0; r < rows; r++) {
                for (int c = from; c < to; c++) {
                    out[outAt + r * outStride + c] = requant.code(start[c] + sum(a, aAt + r * aStride, c), c);
                }
            }
        }

        @Override public void floats(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, float[] rowScales, int rowsAt,
                float[] columnScales, float[] bias, float[] out, int outAt, int outStride) {
            throw new UnsupportedOperationException("trees take sums and codes only");
        }

        @Override public void close() { kernel.open.decrementAndGet(); }
    }
}
