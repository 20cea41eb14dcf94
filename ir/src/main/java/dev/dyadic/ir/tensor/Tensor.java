// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A read-only array of elements in row-major order, little endian, wherever it lies: on the heap or in a mapped file. Integers
 * narrower than a byte take a byte each. Equal by element, shape and bytes.
 */
public final class Tensor {

    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Element element;
    private final long[] sizes;
    private final long count;
    private final MemorySegment data;

    private Tensor(Element element, long[] sizes, MemorySegment data) {
        this.element = element;
        this.sizes = sizes.clone();
        this.count = count(sizes);
        this.data = data.asReadOnly();
        long bytes = Math.multiplyExact(count, element.bytes());
        if (data.byteSize() != bytes) {
            throw new IllegalArgumentException("a tensor " + Type.of(element, sizes) + " takes " + bytes + " bytes, found "
                    + data.byteSize());
        }
    }

    /** A view of memory, which nobody may change any more. */
    public static Tensor of(Element element, long[] sizes, MemorySegment data) {
        return new Tensor(element, sizes, data);
    }

    /** f32 values; the array now belongs to the tensor. */
    public static Tensor of(long[] sizes, float... values) {
        return new Tensor(Element.F32, sizes, MemorySegment.ofArray(values));
    }

    /** i64 values; the array now belongs to the tensor. */
    public static Tensor of(long[] sizes, long... values) {
        return new Tensor(Element.I64, sizes, MemorySegment.ofArray(values));
    }

    /** An i64 vector. */
    public static Tensor vector(long... values) {
        return of(new long[] {values.length}, values.clone());
    }

    /** A scalar, rounded to the element as {@link #ofDoubles} says. */
    public static Tensor scalar(Element element, double value) {
        return element.isFloat()
                ? ofDoubles(element, new long[0], value)
                : ofLongs(element, new long[0], (long) value);
    }

    /** Numbers rounded once, half to even, to a float element; minifloats keep to their largest finite value. */
    public static Tensor ofDoubles(Element element, long[] sizes, double... values) {
        return new Tensor(element, sizes, Codec.encode(element, values));
    }

    /** The low bits of integers, as an integer element or bool. */
    public static Tensor ofLongs(Element element, long[] sizes, long... values) {
        return new Tensor(element, sizes, Codec.encode(element, values));
    }

    public Element element() {
        return element;
    }

    public int rank() {
        return sizes.length;
    }

    public long size(int axis) {
        return sizes[axis < 0 ? axis + sizes.length : axis];
    }

    public long[] sizes() {
        return sizes.clone();
    }

    /** How many elements there are. */
    public long count() {
        return count;
    }

    /** {@link #count} where it must fit an array. */
    public int length() {
        return Math.toIntExact(count);
    }

    public Type type() {
        return Type.of(element, sizes);
    }

    public MemorySegment data() {
        return data;
    }

    /** The same elements under another shape. */
    public Tensor reshaped(long... other) {
        return new Tensor(element, other, data);
    }

    /** Element i as a number; exact but for i64 and u64 above 2^53. */
    public double getDouble(long i) {
        return switch (element.kind()) {
            case FLOAT ->
                switch (element.bits()) {
                    case 32 -> data.getAtIndex(FLOAT, i);
                    case 64 -> data.getAtIndex(DOUBLE, i);
                    default -> Float.float16ToFloat(data.getAtIndex(SHORT, i));
                };
            case BFLOAT -> Float.intBitsToFloat(data.getAtIndex(SHORT, i) << 16);
            case F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 ->
                Codec.table(element)[data.get(ValueLayout.JAVA_BYTE, i) & 0xff];
            case INT, BOOL -> getLong(i);
            case UINT -> element.bits() == 64 ? unsigned(getLong(i)) : getLong(i);
            case STRING -> throw new IllegalStateException("strings are no numbers");
        };
    }

    /** Element i of an integer or bool tensor; of u64 its bits. */
    public long getLong(long i) {
        boolean signed = element.kind() == Element.Kind.INT;
        if (!signed && element.kind() != Element.Kind.UINT && element.kind() != Element.Kind.BOOL) {
            throw new IllegalStateException(element + " is no integer");
        }
        return switch (element.bytes()) {
            case 1 -> signed ? data.get(ValueLayout.JAVA_BYTE, i) : data.get(ValueLayout.JAVA_BYTE, i) & 0xffL;
            case 2 -> signed ? data.getAtIndex(SHORT, i) : data.getAtIndex(SHORT, i) & 0xffffL;
            case 4 -> signed ? data.getAtIndex(INT, i) : data.getAtIndex(INT, i) & 0xffffffffL;
            default -> data.getAtIndex(LONG, i);
        };
    }

    public boolean getBoolean(long i) {
        return data.get(ValueLayout.JAVA_BYTE, i) != 0;
    }

    /** All elements as f32; only for tensors that fit an array. */
    public float[] toFloats() {
        if (element.equals(Element.F32)) return data.toArray(FLOAT);
        float[] values = new float[length()];
        for (int i = 0; i < values.length; i++) values[i] = (float) getDouble(i);
        return values;
    }

    /** All elements as f64; only for tensors that fit an array. */
    public double[] toDoubles() {
        if (element.equals(Element.F64)) return data.toArray(DOUBLE);
        double[] values = new double[length()];
        if (element.equals(Element.F32)) {
            float[] floats = toFloats();
            for (int i = 0; i < values.length; i++) values[i] = floats[i];
            return values;
        }
        for (int i = 0; i < values.length; i++) values[i] = getDouble(i);
        return values;
    }

    /** All elements of an integer or bool tensor; only for tensors that fit an array. */
    public long[] toLongs() {
        if (element.equals(Element.I64)) return data.toArray(LONG);
        long[] values = new long[length()];
        for (int i = 0; i < values.length; i++) values[i] = getLong(i);
        return values;
    }

    /** The product of sizes. */
    public static long count(long... sizes) {
        long count = 1;
        for (long size : sizes) {
            if (size < 0) throw new IllegalArgumentException("a size is negative: " + Arrays.toString(sizes));
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
    }

    @Override public boolean equals(Object other) {
        if (this == other) return true;
        return other instanceof Tensor tensor
                && element.equals(tensor.element)
                && Arrays.equals(sizes, tensor.sizes)
                && data.mismatch(tensor.data) == -1;
    }

    @Override public int hashCode() {
        int hash = 31 * element.hashCode() + Arrays.hashCode(sizes);
        for (long i = 0; i < Math.min(data.byteSize(), 64); i++) hash = 31 * hash + data.get(ValueLayout.JAVA_BYTE, i);
        return hash;
    }

    @Override public String toString() {
        return type().toString();
    }
}
