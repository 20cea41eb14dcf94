// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.backend.simd.generate.Storage;
import dev.dyadic.backend.simd.generate.TensorArrays;
import dev.dyadic.backend.simd.generate.Transfer;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.tensor.Tensor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays as they are kept: one that stands in the program's file as well is told by its place there, others element by element.
 *
 * @param weights the constants of the graph that lie in the file, by their bytes
 */
record KeptArrays(HashedFile file, Map<Long, List<MemorySegment>> weights) {

    /** Shorter arrays are not looked for. */
    private static final int LEAST_BYTES = 64;

    private static final long HERE = -1;

    /** Of arrays that are in no file; a program with more is made anew each time. */
    private static final long MOST_BYTES = 1 << 25;

    /** An array that is still to be made: of a place in the file, or else of bytes that are kept. */
    private record Found(Storage storage, int length, long place, MemorySegment here) {

        Object array(HashedFile file) {
            return place == HERE ? TensorArrays.of(storage, here) : file.array(storage, place, length);
        }
    }

    static KeptArrays of(HashedFile file, Graph graph) {
        Map<Long, List<MemorySegment>> weights = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Constant(Tensor tensor))) continue;
            MemorySegment data = tensor.data();
            if (file.place(data) >= 0) weights.computeIfAbsent(data.byteSize(), _ -> new ArrayList<>()).add(data);
        }
        return new KeptArrays(file, weights);
    }

    /** @throws IOException if the elements to be kept are too many */
    void write(List<Object> arrays, DataOutputStream out) throws IOException {
        long here = 0;
        out.writeInt(arrays.size());
        for (Object array : arrays) {
            MemorySegment elements = Transfer.segment(array);
            long place = place(elements);
            out.writeByte(Storage.of(array).ordinal());
            out.writeInt(Array.getLength(array));
            out.writeLong(place);
            if (place != HERE) continue;
            here += elements.byteSize();
            if (here > MOST_BYTES) throw new IOException(here + " bytes are too many to be kept");
            out.write(elements.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private long place(MemorySegment elements) {
        if (elements.byteSize() < LEAST_BYTES) return HERE;
        for (MemorySegment weight : weights.getOrDefault(elements.byteSize(), List.of())) {
            if (weight.mismatch(elements) < 0) return file.place(weight);
        }
        return HERE;
    }

    /** Reads from where the buffer stands. */
    static List<Object> read(HashedFile file, ByteBuffer in) {
        int count = in.getInt();
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Storage storage = Storage.values()[in.get()];
            int length = in.getInt();
            long place = in.getLong();
            int here = place == HERE ? Math.multiplyExact(length, storage.bytes()) : 0;
            found.add(new Found(storage, length, place, MemorySegment.ofBuffer(in).asSlice(0, here)));
            in.position(in.position() + here);
        }
        return found.parallelStream().map(each -> each.array(file)).toList();
    }
}
