// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.tensor;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** The results of a step or a graph, in order: to other languages an array of tensors. */
@ExportLibrary(InteropLibrary.class)
public final class Tensors implements TruffleObject {

    private final TensorObject[] all;

    public Tensors(TensorObject... all) {
        this.all = all;
    }

    public static Tensors of(List<Tensor> tensors) {
        return new Tensors(tensors.stream().map(TensorObject::of).toArray(TensorObject[]::new));
    }

    public TensorObject get(int i) {
        return all[i];
    }

    public int count() {
        return all.length;
    }

    public long bytes() {
        long bytes = 0;
        for (TensorObject each : all) bytes += each.bytes();
        return bytes;
    }

    public List<Tensor> toList() {
        return Arrays.stream(all).map(TensorObject::tensor).toList();
    }

    @ExportMessage boolean hasArrayElements() { return true; }

    @ExportMessage long getArraySize() { return all.length; }

    @ExportMessage boolean isArrayElementReadable(long index) { return index >= 0 && index < all.length; }

    @ExportMessage Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (isArrayElementReadable(index)) return all[(int) index];
        throw InvalidArrayIndexException.create(index);
    }
}
