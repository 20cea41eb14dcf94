// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Arrays;
import java.util.List;

/** Weights of 2, 4 or 8 bits packed into bytes, the first in the lowest bits, with a scale for each block of them. */
final class PackedWeights {

    private static final String MICROSOFT = "com.microsoft";

    private PackedWeights() {}

    static void register(Translations all) {
        all.put(MICROSOFT, "MatMulNBits", PackedWeights::matmul);
        all.put(MICROSOFT, "GatherBlockQuantized", PackedWeights::gather);
    }

    /**
     * {@code (a: ...,K; b: N, blocks, bytes; scales: N, blocks; zero points; group index; bias: N)}. Zero points are packed
     * like the weights, each column's from a byte of its own on, or floats; without them they are half the range.
     */
    private static List<Value> matmul(OnnxNode node, Emitter emit) {
        if (node.has(4)) throw new Refusal("a group index (g_idx) is not supported");
        int bits = bits(node);
        int k = node.small("K", 0);
        int n = node.small("N", 0);
        int block = node.small("block_size", 0);
        if (k < 1 || n < 1) throw new Refusal("attributes K and N must be at least 1, were " + k + " and " + n);
        if (block < 16) throw new Refusal("attribute block_size must be at least 16, was " + block);
        int blocks = Math.ceilDiv(k, block);
        Element code = Element.unsigned(bits);
        Tensor packed = known(node.in(1), "weights", emit);
        int row = Math.multiplyExact(blocks, block);
        Tensor codes = transposed(code, unpacked(packed, n, row, bits), n, row, k);
        Value scale = columns(node.in(2), n, blocks, emit);
        Value weights = weights(emit.constant(codes), scale, node, bits, block, emit);
        Value y = emit.emit(new Matmul(), node.in(0), emit.cast(weights, emit.element(node.in(0))));
        return List.of(node.has(5) ? emit.add(y, node.in(5)) : y);
    }

    private static Value weights(Value codes, Value scale, OnnxNode node, int bits, int block, Emitter emit) {
        int n = node.small("N", 0);
        int k = node.small("K", 0);
        int blocks = Math.ceilDiv(k, block);
        Element code = Element.unsigned(bits);
        var dequantize = new Dequantize(emit.element(scale), 0, block);
        if (!node.has(3)) {
            long[] half = new long[blocks * n];
            Arrays.fill(half, 1L << (bits - 1));
            return emit.emit(dequantize, codes, scale, emit.constant(Tensor.ofLongs(code, new long[] {blocks, n}, half)));
        }
        if (!emit.element(node.in(3)).isFloat()) {
            int row = Math.ceilDiv(blocks * bits, 8) * 8 / bits;
            long[] zeros = unpacked(known(node.in(3), "zero points", emit), n, row, bits);
            Value zero = emit.constant(transposed(code, zeros, n, row, blocks));
            return emit.emit(dequantize, codes, scale, zero);
        }
        Value none = emit.constant(Tensor.ofLongs(code, new long[] {blocks, n}, new long[blocks * n]));
        Value offset = emit.mul(emit.cast(columns(node.in(3), n, blocks, emit), emit.element(scale)), scale);
        Value wide = emit.expand(emit.unsqueeze(offset, 1), emit.sizes(blocks, block, n));
        Value each = emit.slice(emit.reshape(wide, (long) blocks * block, n), 0, 0, k);
        return emit.sub(emit.emit(dequantize, codes, scale, none), each);
    }

    /**
     * {@code (data, indices, scales, zero points)}: rows are picked as codes, with their scales and zero points, and made real
     * numbers afterwards. Data of u8 holds two codes a byte along the last axis, or one where {@code bits} is 8.
     */
    private static List<Value> gather(OnnxNode node, Emitter emit) {
        Value data = node.in(0);
        int rank = emit.rank(data);
        int gatherAxis = emit.axis(data, node.small("gather_axis", 0));
        int quantizeAxis = emit.axis(data, node.small("quantize_axis", 1));
        if (gatherAxis == quantizeAxis) throw new Refusal("gather_axis and quantize_axis are both " + gatherAxis);
        boolean bytes = emit.element(data).equals(Element.U8);
        int bits = bytes ? bits(node) : emit.element(data).bits();
        if (bytes && bits < 8 && quantizeAxis != rank - 1) throw new Refusal("packed data quantized along an inner axis");
        Value codes = bytes ? unpacked(data, bits, emit) : data;
        Value scales = node.in(2);
        Value zeros = node.has(3)
                ? unpackedZeros(node.in(3), scales, bytes ? bits : 8, emit)
                : Phrases.filled(bytes ? 1L << (bits - 1) : 0, codes, emit.shape(scales), emit);
        Value indices = node.in(1);
        var gather = new Gather(gatherAxis);
        int axis = quantizeAxis > gatherAxis ? quantizeAxis + emit.rank(indices) - 1 : quantizeAxis;
        var dequantize = new Dequantize(emit.element(scales), axis, node.integer("block_size", 128));
        return List.of(emit.emit(
                dequantize,
                emit.emit(gather, codes, indices),
                emit.emit(gather, scales, indices),
                emit.emit(gather, zeros, indices)));
    }

    private static Value unpacked(Value data, int bits, Emitter emit) {
        Tensor packed = known(data, "data", emit);
        long[] sizes = packed.sizes();
        int last = sizes.length - 1;
        int rows = Math.toIntExact(packed.count() / Math.max(1, sizes[last]));
        sizes[last] = sizes[last] * 8 / bits;
        long[] codes = unpacked(packed, rows, Math.toIntExact(sizes[last]), bits);
        return emit.constant(Tensor.ofLongs(Element.unsigned(bits), sizes, codes));
    }

    private static Value unpackedZeros(Value zeros, Value scales, int bits, Emitter emit) {
        if (bits == 8) return zeros;
        long[] sizes = emit.fact(scales).shape().sizes().orElseThrow(() -> new Refusal("the scales must be of known shape"));
        Tensor packed = known(zeros, "zero points", emit);
        int last = Math.toIntExact(sizes[sizes.length - 1]);
        int rows = Math.toIntExact(Tensor.count(sizes) / Math.max(1, last));
        int row = Math.ceilDiv(last * bits, 8) * 8 / bits;
        Tensor all = Tensor.ofLongs(Element.unsigned(bits), new long[] {rows, row}, unpacked(packed, rows, row, bits));
        return emit.reshape(emit.slice(emit.constant(all), 1, 0, last), sizes);
    }

    private static int bits(OnnxNode node) {
        int bits = node.small("bits", 4);
        if (bits != 2 && bits != 4 && bits != 8) throw new Refusal("attribute bits must be 2, 4 or 8, was " + bits);
        return bits;
    }

    /** The codes of rows of bytes. */
    private static long[] unpacked(Tensor packed, int rows, int row, int bits) {
        long bytes = (long) rows * row * bits / 8;
        if (packed.count() != bytes) {
            throw new Refusal("packed codes of " + rows + " rows of " + row + " take " + bytes + " bytes, found "
                    + packed.count());
        }
        long[] codes = new long[Math.multiplyExact(rows, row)];
        int each = 8 / bits;
        long mask = (1L << bits) - 1;
        for (int i = 0; i < codes.length; i++) {
            codes[i] = packed.getLong(i / each) >>> (i % each * bits) & mask;
        }
        return codes;
    }

    /** The first {@code keep} codes of each row as a column. */
    private static Tensor transposed(Element code, long[] codes, int rows, int row, int keep) {
        long[] columns = new long[Math.multiplyExact(keep, rows)];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < keep; j++) columns[j * rows + i] = codes[i * row + j];
        }
        return Tensor.ofLongs(code, new long[] {keep, rows}, columns);
    }

    /** One number for each row and block, as blocks by rows. */
    private static Value columns(Value x, int rows, int blocks, Emitter emit) {
        return emit.transpose(emit.reshape(x, rows, blocks), 1, 0);
    }

    private static Tensor known(Value x, String role, Emitter emit) {
        Tensor tensor = emit.constantOf(x).orElseThrow(() -> new Refusal("its " + role + " must be constants"));
        if (tensor.element().equals(Element.U8)) return tensor;
        throw new Refusal("its " + role + " must be packed into u8, found " + tensor.element());
    }
}
