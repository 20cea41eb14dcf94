// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.simd.Program;
import java.lang.foreign.MemorySegment;

/** Tensors into the buffers and boxes of a program, and out of them. Values lie in row-major order. */
public final class Transfer {

    private Transfer() {}

    public static void in(Tensor tensor, Located to, Program program) {
        switch (to.place()) {
            case Place.Buffer(int id, _) -> {
                MemorySegment array = segment(program.array(id));
                long width = tensor.element().bytes();
                MemorySegment.copy(tensor.data(), 0, array, program.at(id) * width, tensor.count() * width);
            }
            case Place.Boxed(int id) -> program.box(id, tensor);
            case Place.Constant _, Place.Argument _ -> throw new IllegalStateException("only buffers and boxes are written");
        }
    }

    /** @param sizes those of the value, where it is not boxed */
    public static Tensor out(Located from, Program program, Object[] constants, long[] sizes) {
        return switch (from.place()) {
            case Place.Boxed(int id) -> (Tensor) program.box(id);
            case Place.Argument _ -> throw new IllegalStateException("an argument is read by its method alone");
            case Place.Constant(int id, _) -> Tensor.of(from.element(), sizes, segment(constants[id]));
            case Place.Buffer(int id, _) -> {
                Element element = from.element();
                long width = element.bytes();
                MemorySegment own = MemorySegment.ofArray(new byte[Math.toIntExact(Tensor.count(sizes) * width)]);
                MemorySegment.copy(segment(program.array(id)), program.at(id) * width, own, 0, own.byteSize());
                yield Tensor.of(element, sizes, own);
            }
        };
    }

    /** A Java array as a tensor of one axis; a view. */
    public static Tensor tensor(Element element, Object array) {
        return Tensor.of(element, new long[] {java.lang.reflect.Array.getLength(array)}, segment(array));
    }

    /** The memory of a Java array. */
    public static MemorySegment segment(Object array) {
        return switch (array) {
            case byte[] bytes -> MemorySegment.ofArray(bytes);
            case short[] shorts -> MemorySegment.ofArray(shorts);
            case int[] ints -> MemorySegment.ofArray(ints);
            case long[] longs -> MemorySegment.ofArray(longs);
            case float[] floats -> MemorySegment.ofArray(floats);
            case double[] doubles -> MemorySegment.ofArray(doubles);
            default -> throw new IllegalArgumentException("no array: " + array.getClass());
        };
    }
}
