// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.code.VectorOp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;

/** What vector instructions compute, lane by lane, as Intel's manual says. */
final class Lanes {

    private final ByteBuffer old;
    private final ByteBuffer a;
    private final ByteBuffer b;
    private final ByteBuffer out = wrap(new byte[64]);
    private final int width;

    private Lanes(byte[] old, byte[] a, byte[] b, int width) {
        this.old = wrap(old);
        this.a = wrap(a);
        this.b = wrap(b);
        this.width = width;
    }

    /** The result of an instruction on registers of so many bytes. */
    static byte[] compute(VectorOp op, int width, byte[] old, byte[] a, byte[] b, int constant) {
        var lanes = new Lanes(old, a, b, width);
        lanes.compute(op, constant);
        return lanes.out.array();
    }

    /** Bit by bit, the bit of a table whose number three bits make. */
    private static int chosen(int high, int middle, int low, int table) {
        int bits = 0;
        for (int i = 0; i < Integer.SIZE; i++) {
            int number = (high >>> i & 1) << 2 | (middle >>> i & 1) << 1 | low >>> i & 1;
            bits |= (table >>> number & 1) << i;
        }
        return bits;
    }

    private void compute(VectorOp op, int constant) {
        switch (op) {
            case VMOVDQU, VMOVDQU_STORE -> ints(i -> a.getInt(4 * i));
            case VPBROADCASTD, VBROADCASTSS -> ints(_ -> a.getInt(0));
            case VPBROADCASTW -> words(_ -> a.getShort(0));
            case VBROADCASTI128 -> ints(i -> a.getInt(4 * (i % 4)));
            case VPMOVSXBW -> words(i -> a.get(i));
            case VPMOVSXBD -> ints(i -> a.get(i));
            case VPMOVZXBD -> ints(i -> a.get(i) & 0xFF);
            case VPMOVZXBW -> words(i -> a.get(i) & 0xFF);
            case VPMOVDB -> {
                for (int i = 0; i < width / 4; i++) out.put(i, (byte) a.getInt(4 * i));
            }
            case VPMOVSDB -> {
                for (int i = 0; i < width / 4; i++) out.put(i, (byte) Math.clamp(a.getInt(4 * i), -128, 127));
            }
            case VPMOVUSDB -> {
                for (int i = 0; i < width / 4; i++) out.put(i, (byte) Math.min(a.getInt(4 * i) & 0xFFFFFFFFL, 255));
            }
            case VCVTDQ2PS -> ints(i -> Float.floatToRawIntBits(a.getInt(4 * i)));
            case VMULPS -> ints(i -> Float.floatToRawIntBits(a.getFloat(4 * i) * b.getFloat(4 * i)));
            case VADDPS -> ints(i -> Float.floatToRawIntBits(a.getFloat(4 * i) + b.getFloat(4 * i)));
            case VFMADD231PS ->
                ints(i -> Float.floatToRawIntBits(Math.fma(a.getFloat(4 * i), b.getFloat(4 * i), old.getFloat(4 * i))));
            case VPMADDWD -> ints(i -> a.getShort(4 * i) * b.getShort(4 * i) + a.getShort(4 * i + 2) * b.getShort(4 * i + 2));
            case VPMADDUBSW -> words(i -> Math.clamp(
                    (a.get(2 * i) & 0xFF) * b.get(2 * i) + (a.get(2 * i + 1) & 0xFF) * b.get(2 * i + 1), -32768, 32767));
            case VPDPBUSD -> ints(i -> {
                int sum = old.getInt(4 * i);
                for (int j = 4 * i; j < 4 * i + 4; j++) sum += (a.get(j) & 0xFF) * b.get(j);
                return sum;
            });
            case VPDPWSSD -> ints(i -> old.getInt(4 * i) + a.getShort(4 * i) * b.getShort(4 * i)
                    + a.getShort(4 * i + 2) * b.getShort(4 * i + 2));
            case VPMULLD -> ints(i -> a.getInt(4 * i) * b.getInt(4 * i));
            case VPSHUFB -> bytes(i -> b.get(i) < 0 ? 0 : a.get(i / 16 * 16 + b.get(i) % 16));
            case VPADDB -> bytes(i -> a.get(i) + b.get(i));
            case VPSUBSB -> bytes(i -> Math.clamp(a.get(i) - b.get(i), -128, 127));
            case VPADDW -> words(i -> a.getShort(2 * i) + b.getShort(2 * i));
            case VPSUBW -> words(i -> a.getShort(2 * i) - b.getShort(2 * i));
            case VPADDD -> ints(i -> a.getInt(4 * i) + b.getInt(4 * i));
            case VPSUBD -> ints(i -> a.getInt(4 * i) - b.getInt(4 * i));
            case VPMAXSD -> ints(i -> Math.max(a.getInt(4 * i), b.getInt(4 * i)));
            case VPMINSD -> ints(i -> Math.min(a.getInt(4 * i), b.getInt(4 * i)));
            case VPMAXSW -> words(i -> Math.max(a.getShort(2 * i), b.getShort(2 * i)));
            case VPMINSW -> words(i -> Math.min(a.getShort(2 * i), b.getShort(2 * i)));
            case VPAND -> ints(i -> a.getInt(4 * i) & b.getInt(4 * i));
            case VPOR -> ints(i -> a.getInt(4 * i) | b.getInt(4 * i));
            case VPXOR -> ints(i -> a.getInt(4 * i) ^ b.getInt(4 * i));
            case VPADDQ, VPMULDQ, VPSRLVQ, VPSRLQ, VPSLLQ, VPERMQ -> {
                for (int i = 0; i < width / 8; i++) out.putLong(8 * i, quad(op, i, constant));
            }
            case VPSRLD -> ints(i -> a.getInt(4 * i) >>> constant);
            case VPSRAVD -> ints(i -> a.getInt(4 * i) >> (int) Math.min(b.getInt(4 * i) & 0xFFFFFFFFL, 31));
            case VPBLENDD -> ints(i -> (constant >> i & 1) == 0 ? a.getInt(4 * i) : b.getInt(4 * i));
            case VPTERNLOGD -> ints(i -> chosen(old.getInt(4 * i), a.getInt(4 * i), b.getInt(4 * i), constant));
            case VPSRAD -> ints(i -> a.getInt(4 * i) >> constant);
            case VPSLLD -> ints(i -> a.getInt(4 * i) << constant);
            case VPSLLW -> words(i -> a.getShort(2 * i) << constant);
            case VPSRLW -> words(i -> (a.getShort(2 * i) & 0xFFFF) >>> constant);
            case VPACKSSDW -> words(i -> {
                ByteBuffer from = i % 8 < 4 ? a : b;
                return Math.clamp(from.getInt(i / 8 * 16 + i % 4 * 4), -32768, 32767);
            });
            case VPACKUSWB -> {
                for (int i = 0; i < width; i++) {
                    ByteBuffer from = i % 16 < 8 ? a : b;
                    out.put(i, (byte) Math.clamp(from.getShort(i / 16 * 16 + i % 8 * 2), 0, 255));
                }
            }
            case VPACKSSWB -> {
                for (int i = 0; i < width; i++) {
                    ByteBuffer from = i % 16 < 8 ? a : b;
                    out.put(i, (byte) Math.clamp(from.getShort(i / 16 * 16 + i % 8 * 2), -128, 127));
                }
            }
            case VPUNPCKLBW, VPUNPCKHBW -> {
                int half = op == VectorOp.VPUNPCKLBW ? 0 : 8;
                for (int i = 0; i < width; i++) out.put(i, (i % 2 == 0 ? a : b).get(i / 16 * 16 + half + i % 16 / 2));
            }
            case VPUNPCKLWD, VPUNPCKHWD -> {
                int half = op == VectorOp.VPUNPCKLWD ? 0 : 8;
                words(i -> (i % 2 == 0 ? a : b).getShort(i / 8 * 16 + half + i % 8 / 2 * 2));
            }
            case VEXTRACTI128 -> out.put(0, a.array(), constant * 16, 16);
        }
    }

    private long quad(VectorOp op, int i, int constant) {
        return switch (op) {
            case VPADDQ -> a.getLong(8 * i) + b.getLong(8 * i);
            case VPMULDQ -> (long) a.getInt(8 * i) * b.getInt(8 * i);
            case VPSRLVQ -> Long.compareUnsigned(b.getLong(8 * i), 63) > 0 ? 0 : a.getLong(8 * i) >>> b.getLong(8 * i);
            case VPSRLQ -> a.getLong(8 * i) >>> constant;
            case VPSLLQ -> a.getLong(8 * i) << constant;
            case VPERMQ -> a.getLong(i / 4 * 32 + (constant >> 2 * (i % 4) & 3) * 8);
            default -> throw new AssertionError(op);
        };
    }

    private void ints(IntUnaryOperator lane) {
        for (int i = 0; i < width / 4; i++) out.putInt(4 * i, lane.applyAsInt(i));
    }

    private void words(IntUnaryOperator lane) {
        for (int i = 0; i < width / 2; i++) out.putShort(2 * i, (short) lane.applyAsInt(i));
    }

    private void bytes(IntUnaryOperator lane) {
        for (int i = 0; i < width; i++) out.put(i, (byte) lane.applyAsInt(i));
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
