// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kernel that multiplies as one does on paper.
 *
 * @param nanosecondsPerMac its estimate
 */
record PlainGemm(String name, Element codes, double nanosecondsPerMac, Optional<String> missing) implements IntegerGemm {

    @Override public String summary() { return "Multiplies as one does on paper."; }

    @Override public List<Element> operands() { return List.of(codes, Element.I8); }

    @Override public Tile tile() { return new Tile(1, 1, 1); }

    @Override public Set<String> needs() { return Set.of(); }

    @Override public double cost(Size size) { return nanosecondsPerMac * size.rows() * size.columns() * size.depth(); }

    @Override public PackedWeights pack(byte[] weights, int depth, int columns) { return new Plain(weights, depth, columns); }

    private record Plain(byte[] weights, int depth, int columns) implements PackedWeights {

        @Override public long bytes() { return weights.length; }

        @Override public void sums(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt, int outStride) {
            for (int r = 0; r < rows; r++) {
                for (int c = from; c < to; c++) out[outAt + r * outStride + c] = sum(a, aAt + r * aStride, c, start);
            }
        }

        @Override public void codes(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, ColumnRequant requant, byte[] out,
                int outAt,
                int outStride) {
            for (int r = 0; r < rows; r++) {
                for (int c = from; c < to; c++)
                    out[outAt + r * outStride + c] = requant.code(sum(a, aAt + r * aStride, c, start), c);
            }
        }

        @Override public void floats(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, float[] rowScales, int rowsAt,
                float[] columnScales, float[] bias, float[] out, int outAt, int outStride) {
            for (int r = 0; r < rows; r++) {
                for (int c = from; c < to; c++) {
                    float scaled = sum(a, aAt + r * aStride, c, start) * rowScales[rowsAt + r] * columnScales[c];
                    out[outAt + r * outStride + c] = bias.length == 0 ? scaled : scaled + bias[c];
                }
            }
        }

        private int sum(byte[] a, int at, int column, int[] start) {
            int sum = start[column];
            for (int k = 0; k < depth; k++) sum += a[at + k] * weights[k * columns + column];
            return sum;
        }
    }
}
