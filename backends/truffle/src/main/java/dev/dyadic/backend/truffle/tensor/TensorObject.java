// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.tensor;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A tensor as trees pass it on: as an array where loops work on it, as a tensor where the reference does, and images of codes with their
 * channels next to each other where convolutions follow one another; each is made of the others when first asked for. To other languages
 * it is a flat array.
 */
@ExportLibrary(InteropLibrary.class)
public final class TensorObject implements TruffleObject {

    private final Element element;
    private final long[] sizes;
    private final int length;
    private volatile Tensor tensor;
    private volatile Object array;
    private volatile byte[] interleaved;

    private TensorObject(Element element, long[] sizes, Tensor tensor, Object array, byte[] interleaved) {
        this.element = element;
        this.sizes = sizes;
        this.length = Math.toIntExact(Tensor.count(sizes));
        this.tensor = tensor;
        this.array = array;
        this.interleaved = interleaved;
    }

    public static TensorObject of(Tensor tensor) {
        return new TensorObject(tensor.element(), tensor.sizes(), tensor, null, null);
    }

    /** The array has the element's width and belongs to the tensor from now on. */
    public static TensorObject of(Element element, long[] sizes, Object array) {
        return new TensorObject(element, sizes, null, array, null);
    }

    /** Codes of 8 bits, of sizes {@code [images, channels, ...]}, with the channels last. */
    public static TensorObject interleaved(Element element, long[] sizes, byte[] codes) {
        return new TensorObject(element, sizes, null, null, codes);
    }

    public Element element() {
        return element;
    }

    /** Not to be changed. */
    public long[] sizes() {
        return sizes;
    }

    public int length() {
        return length;
    }

    public long bytes() {
        return (long) length * element.bytes();
    }

    public Tensor tensor() {
        Tensor known = tensor;
        if (known != null) return known;
        MemorySegment data = switch (array()) {
            case byte[] bytes -> MemorySegment.ofArray(bytes);
            case short[] shorts -> MemorySegment.ofArray(shorts);
            case int[] ints -> MemorySegment.ofArray(ints);
            case long[] longs -> MemorySegment.ofArray(longs);
            case float[] floats -> MemorySegment.ofArray(floats);
            case double[] doubles -> MemorySegment.ofArray(doubles);
            default -> throw new IllegalStateException("no array of numbers");
        };
        tensor = Tensor.of(element, sizes, data);
        return tensor;
    }

    /** Not to be changed: byte[], short[], int[] or long[] by the element's width; float[] for f32, double[] for f64. */
    public Object array() {
        Object known = array;
        if (known != null) return known;
        if (interleaved != null) {
            array = Channels.planes(interleaved, Math.toIntExact(sizes[0]), Math.toIntExact(sizes[1]), area());
            return array;
        }
        MemorySegment data = tensor.data();
        array = switch (element.bytes()) {
            case 1 -> data.toArray(ValueLayout.JAVA_BYTE);
            case 2 -> data.toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
            case 4 ->
                element.equals(Element.F32)
                        ? data.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)
                        : data.toArray(ValueLayout.JAVA_INT_UNALIGNED);
            default ->
                element.equals(Element.F64)
                        ? data.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED)
                        : data.toArray(ValueLayout.JAVA_LONG_UNALIGNED);
        };
        return array;
    }

    /** Not to be changed: the codes with the channels, which are axis 1, last. */
    public byte[] interleaved() {
        byte[] known = interleaved;
        if (known != null) return known;
        interleaved = Channels.interleaved((byte[]) array(), Math.toIntExact(sizes[0]), Math.toIntExact(sizes[1]), area());
        return interleaved;
    }

    private int area() {
        long area = 1;
        for (int i = 2; i < sizes.length; i++) area *= sizes[i];
        return Math.toIntExact(area);
    }

    /** An array for so many elements. */
    public static Object allocate(Element element, int length) {
        return switch (element.bytes()) {
            case 1 -> new byte[length];
            case 2 -> new short[length];
            case 4 -> element.equals(Element.F32) ? new float[length] : new int[length];
            default -> element.equals(Element.F64) ? new double[length] : new long[length];
        };
    }

    @ExportMessage boolean hasArrayElements() { return true; }

    @ExportMessage long getArraySize() { return length; }

    @ExportMessage boolean isArrayElementReadable(long index) { return index >= 0 && index < length; }

    @ExportMessage
    @TruffleBoundary Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) throw InvalidArrayIndexException.create(index);
        if (element.isFloat()) return tensor().getDouble(index);
        if (element.equals(Element.BOOL)) return tensor().getBoolean(index);
        return tensor().getLong(index);
    }

    @Override public String toString() { return tensor().toString(); }
}
