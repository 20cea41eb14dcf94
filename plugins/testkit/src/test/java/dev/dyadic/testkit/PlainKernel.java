// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.GroupGemm;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** Products by three loops, each sum changed as a faulty kernel might. */
record PlainKernel(Element codes, IntUnaryOperator fault) implements IntegerGemm {

    @Override public String name() { return "plain-" + codes; }
    @Override public String summary() { return "Three loops."; }
    @Override public List<Element> operands() { return List.of(codes, Element.I8); }
    @Override public Tile tile() { return new Tile(2, 8, 4); }
    @Override public Set<String> needs() { return Set.of(); }
    @Override public double cost(Size size) { return (double) size.rows() * size.columns() * size.depth(); }

    @Override public PackedWeights pack(byte[] weights, int depth, int columns) {
        return new Weights(codes.isSigned(), weights.clone(), depth, columns, fault);
    }

    /** The same with groups. */
    record Groups(Element codes) implements GroupGemm {

        @Override public String name() { return "plain-groups-" + codes; }
        @Override public String summary() { return "Three loops."; }
        @Override public List<Element> operands() { return List.of(codes, Element.I4); }
        @Override public Tile tile() { return new Tile(1, 4, 2); }
        @Override public Set<String> needs() { return Set.of(); }
        @Override public double cost(Size size) { return (double) size.rows() * size.columns() * size.depth(); }

        @Override public PackedWeights pack(byte[] codes, byte[] multiples, int group, int depth, int columns) {
            byte[] weights = new byte[codes.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (byte) (codes[i] * multiples[i / columns / group * columns + i % columns]);
            }
            return new Weights(this.codes.isSigned(), weights, depth, columns, sum -> sum);
        }
    }

    private record Weights(boolean signed, byte[] weights, int depth, int columns,
            IntUnaryOperator fault) implements PackedWeights {

        @Override public long bytes() { return weights.length; }

        private int sum(byte[] a, int at, int[] start, int column) {
            int sum = start[column];
            for (int k = 0; k < depth; k++) sum += (signed ? a[at + k] : a[at + k] & 0xff) * weights[k * columns + column];
            return fault.applyAsInt(sum);
        }

        @Override public void sums(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt, int outStride) {
            for (int r = 0; r < rows; r++) {
                for (int c = from; c < to; c++) out[outAt + r * outStride + c] = sum(a, aAt + r * aStride, start, c);
            }
        }

        @Override public void codes(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, ColumnRequant requant, byte[] out,
                int outAt,
                int outStride) {
            for (int r = 0; r < rows; r++) {
                for (int c = from; c < to; c++) {
                    out[outAt + r * outStride + c] = requant.code(sum(a, aAt + r * aStride, start, c), c);
                }
            }
        }

        @Override public void floats(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, float[] rowScales, int rowsAt,
                float[] columnScales, float[] bias, float[] out, int outAt, int outStride) {
            for (int r = 0; r < rows; r++) {
                for (int c = from; c < to; c++) {
                    float scaled = sum(a, aAt + r * aStride, start, c) * rowScales[rowsAt + r] * columnScales[c];
                    out[outAt + r * outStride + c] = bias.length == 0 ? scaled : scaled + bias[c];
                }
            }
        }
    }
}
