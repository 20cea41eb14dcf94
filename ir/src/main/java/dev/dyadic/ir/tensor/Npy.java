// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Single arrays in numpy's {@code .npy} form, versions 1 to 3, of either byte order and either order of axes. Bool, floats of 16
 * to 64 bits and integers of 8 to 64 bits are read; objects, strings, complex numbers and structures are refused.
 *
 * <p>Elements that numpy lacks are written as the next wider one that has all their values: integers as the next wider integer,
 * bf16 and minifloats as f32.
 */
public final class Npy {

    private static final int ALIGNMENT = 64;

    private Npy() {}

    /**
     * The array of a file; mapped where it lies as a tensor does, else copied.
     *
     * @throws DyadicException if the file cannot be read or is malformed
     */
    public static Tensor read(Path path) {
        return read(path.toString(), TensorBytes.map(path));
    }

    /** The array of a file that lies in memory; a view of it where possible. */
    public static Tensor read(String where, MemorySegment file) {
        NpyHeader header = NpyHeader.parse(where, file);
        long expected = header.bytes(where);
        long found = file.byteSize() - header.length();
        if (expected != found) {
            throw DyadicException.input(where, "found " + found + " bytes of data; expected " + expected + " for "
                    + Type.of(header.element(), header.sizes()) + ".");
        }
        MemorySegment data = file.asSlice(header.length());
        boolean moved = header.fortran() && header.sizes().length > 1 || header.bigEndian() && header.element().bytes() > 1;
        Tensor tensor = Tensor.of(header.element(), header.sizes(), moved ? reordered(header, data) : data);
        return tensor.element().equals(Element.BOOL) && !Codes.fit(tensor) ? zeroOrOne(tensor) : tensor;
    }

    private static Tensor zeroOrOne(Tensor tensor) {
        MemorySegment copy = Arena.ofAuto().allocate(tensor.count());
        for (long i = 0; i < tensor.count(); i++) copy.set(ValueLayout.JAVA_BYTE, i, (byte) (tensor.getBoolean(i) ? 1 : 0));
        return Tensor.of(Element.BOOL, tensor.sizes(), copy);
    }

    /** The elements little endian, the last axis fastest. */
    private static MemorySegment reordered(NpyHeader header, MemorySegment data) {
        MemorySegment copy = Arena.ofAuto().allocate(data.byteSize());
        int bytes = header.element().bytes();
        long[] sizes = header.sizes();
        long[] strides = strides(header);
        long[] position = new long[sizes.length];
        long from = 0;
        for (long at = 0; at < data.byteSize(); at += bytes) {
            for (int b = 0; b < bytes; b++) {
                int source = header.bigEndian() ? bytes - 1 - b : b;
                copy.set(ValueLayout.JAVA_BYTE, at + b, data.get(ValueLayout.JAVA_BYTE, from * bytes + source));
            }
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++position[axis] < sizes[axis]) break;
                from -= strides[axis] * sizes[axis];
                position[axis] = 0;
            }
        }
        return copy;
    }

    private static long[] strides(NpyHeader header) {
        int rank = header.sizes().length;
        long[] strides = new long[rank];
        long stride = 1;
        for (int i = 0; i < rank; i++) {
            int axis = header.fortran() ? i : rank - 1 - i;
            strides[axis] = stride;
            stride *= header.sizes()[axis];
        }
        return strides;
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @throws DyadicException if it cannot be written
     */
    public static void write(Path path, Tensor tensor) {
        AtomicFile.write(path, channel -> write(channel, tensor));
    }

    /** Writes the bytes of a file. */
    public static void write(WritableByteChannel channel, Tensor tensor) throws IOException {
        Tensor written = widened(tensor);
        TensorBytes.write(channel, ByteBuffer.wrap(header(written)));
        TensorBytes.write(channel, written.data());
    }

    /** How many bytes {@link #write} writes. */
    static long size(Tensor widened) {
        return header(widened).length + widened.data().byteSize();
    }

    /** The tensor under an element numpy has, its values unchanged. */
    static Tensor widened(Tensor tensor) {
        Element element = tensor.element();
        return switch (element.kind()) {
            case FLOAT, BOOL -> tensor;
            case INT -> Tensor.of(Element.signed(8 * element.bytes()), tensor.sizes(), tensor.data());
            case UINT -> Tensor.of(Element.unsigned(8 * element.bytes()), tensor.sizes(), tensor.data());
            case BFLOAT, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 -> Tensor.of(tensor.sizes(), tensor.toFloats());
            case STRING -> throw new IllegalStateException("tensors of strings do not exist");
        };
    }

    private static byte[] header(Tensor tensor) {
        Element element = tensor.element();
        String kind = switch (element.kind()) {
            case FLOAT -> "f";
            case INT -> "i";
            case UINT -> "u";
            case BOOL -> "b";
            case BFLOAT, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1, STRING ->
                throw new IllegalStateException(element + " has no name in numpy");
        };
        String order = element.bytes() == 1 ? "|" : "<";
        String sizes = Arrays.stream(tensor.sizes()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String shape = tensor.rank() == 1 ? "(" + sizes + ",)" : "(" + sizes + ")";
        String text = "{'descr': '" + order + kind + element.bytes() + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int total = Math.ceilDiv(10 + text.length() + 1, ALIGNMENT) * ALIGNMENT;
        byte[] header = new byte[total];
        Arrays.fill(header, (byte) ' ');
        byte[] lead = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (total - 10), (byte) (total - 10 >> 8)};
        System.arraycopy(lead, 0, header, 0, lead.length);
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, header, lead.length, ascii.length);
        header[total - 1] = '\n';
        return header;
    }
}
