// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers to the bits of an element. */
public final class Codec {

    private static final Map<Element, double[]> TABLES = new ConcurrentHashMap<>();

    private Codec() {}

    /** The value of every code of a float of at most 8 bits, extended to all 256 bytes. */
    static double[] table(Element element) {
        return TABLES.computeIfAbsent(element, key -> {
            double[] codes = key.minifloat().orElseThrow().values();
            double[] bytes = new double[256];
            for (int i = 0; i < bytes.length; i++) bytes[i] = codes[i & (codes.length - 1)];
            return bytes;
        });
    }

    static MemorySegment encode(Element element, double[] values) {
        if (!element.isFloat()) throw new IllegalArgumentException(element + " is no float");
        if (element.equals(Element.F64)) return MemorySegment.ofArray(values.clone());
        if (element.equals(Element.F32)) {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
            return MemorySegment.ofArray(floats);
        }
        if (element.bytes() == 2) {
            short[] shorts = new short[values.length];
            for (int i = 0; i < shorts.length; i++) shorts[i] = (short) bits(element, values[i], true);
            return MemorySegment.ofArray(shorts);
        }
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) bits(element, values[i], true);
        return MemorySegment.ofArray(bytes);
    }

    static MemorySegment encode(Element element, long[] values) {
        if (element.isFloat()) throw new IllegalArgumentException(element + " is no integer");
        if (element.bits() == 64) return MemorySegment.ofArray(values.clone());
        MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, element.bytes())]);
        for (int i = 0; i < values.length; i++) {
            long value = wrap(element, values[i]);
            switch (element.bytes()) {
                case 1 -> data.set(ValueLayout.JAVA_BYTE, i, (byte) value);
                case 2 -> data.setAtIndex(Tensor.SHORT, i, (short) value);
                case 4 -> data.setAtIndex(Tensor.INT, i, (int) value);
                default -> data.setAtIndex(Tensor.LONG, i, value);
            }
        }
        return data;
    }

    /** An integer kept to the low bits of an element, sign- or zero-extended; bool is whether it is not 0. */
    public static long wrap(Element element, long value) {
        if (element.kind() == Element.Kind.BOOL) return value != 0 ? 1 : 0;
        int unused = 64 - element.bits();
        return element.kind() == Element.Kind.INT ? value << unused >> unused : value << unused >>> unused;
    }

    /**
     * The bits of the number of a float element nearest to a value, ties to even. Above the largest finite number a minifloat
     * gives that number when {@code saturate}, else infinity, or NaN where it has none. NaN becomes negative zero where there is
     * no NaN.
     */
    public static long bits(Element element, double value, boolean saturate) {
        return switch (element.kind()) {
            case FLOAT ->
                switch (element.bits()) {
                    case 64 -> Double.doubleToRawLongBits(value);
                    case 32 -> Float.floatToRawIntBits((float) value);
                    default -> Float.floatToFloat16(toOdd(value)) & 0xffff;
                };
            case BFLOAT -> bfloat(toOdd(value));
            case F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 ->
                MinifloatCodes.of(element).encode(value, saturate);
            case INT, UINT, BOOL, STRING -> throw new IllegalArgumentException(element + " is no float");
        };
    }

    /** The value rounded once to a float element. */
    public static double round(Element element, double value) {
        return switch (element.kind()) {
            case FLOAT ->
                switch (element.bits()) {
                    case 64 -> value;
                    case 32 -> (float) value;
                    default -> Float.float16ToFloat((short) bits(element, value, true));
                };
            case BFLOAT -> Float.intBitsToFloat((int) bits(element, value, true) << 16);
            case F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 ->
                table(element)[(int) bits(element, value, true)];
            case INT, UINT, BOOL, STRING -> throw new IllegalArgumentException(element + " is no float");
        };
    }

    /**
     * To f32 by rounding to odd: a second rounding to at most 22 bits then gives what a single one would (Boldo and Melquiond
     * 2008).
     */
    private static float toOdd(double value) {
        float near = (float) value;
        if (near == value || Double.isNaN(value) || Float.isInfinite(near)) return near;
        if ((Float.floatToRawIntBits(near) & 1) == 1) return near;
        return near < value ? Math.nextUp(near) : Math.nextDown(near);
    }

    private static long bfloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) return bits >>> 16 | 0x40;
        int half = 0x7fff + (bits >>> 16 & 1);
        return bits + half >>> 16;
    }
}
