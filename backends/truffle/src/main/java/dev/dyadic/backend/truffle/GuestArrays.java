// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;

/** Arrays of any language as tensors: nested arrays give their shape; a flat one takes the shape of the input, if one size is open. */
final class GuestArrays {

    private final Element element;
    private final List<Object> leaves = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();

    private GuestArrays(Element element) {
        this.element = element;
    }

    static Tensor tensor(Value input, Object array) throws UnsupportedTypeException {
        if (array instanceof TensorObject tensor) return tensor.tensor();
        var reading = new GuestArrays(input.type().element());
        try {
            reading.read(array, 0);
            return reading.tensor(shape(input, reading.leaves.size(), reading.sizes));
        } catch (InteropException | IllegalArgumentException e) {
            throw UnsupportedTypeException.create(new Object[] {array}, "%" + input.name() + " takes numbers: " + input.type());
        }
    }

    private void read(Object array, int depth) throws InteropException {
        InteropLibrary interop = InteropLibrary.getUncached();
        if (!interop.hasArrayElements(array)) {
            leaves.add(array);
            return;
        }
        long size = interop.getArraySize(array);
        if (sizes.size() == depth) sizes.add(size);
        for (long i = 0; i < size; i++) read(interop.readArrayElement(array, i), depth + 1);
    }

    private static long[] shape(Value input, long count, List<Long> found) {
        List<Dim> dims = input.type().shape().dims();
        if (found.size() == dims.size() || found.size() != 1) return found.stream().mapToLong(Long::longValue).toArray();
        long known = dims.stream().filter(Dim::isConstant).mapToLong(Dim::constant).reduce(1, (a, b) -> a * b);
        return dims.stream().mapToLong(dim -> dim.isConstant() ? dim.constant() : count / Math.max(1, known)).toArray();
    }

    private Tensor tensor(long[] shape) throws InteropException {
        InteropLibrary interop = InteropLibrary.getUncached();
        if (element.isFloat()) {
            double[] values = new double[leaves.size()];
            for (int i = 0; i < values.length; i++) values[i] = interop.asDouble(leaves.get(i));
            return Tensor.ofDoubles(element, shape, values);
        }
        long[] values = new long[leaves.size()];
        for (int i = 0; i < values.length; i++) {
            Object leaf = leaves.get(i);
            values[i] = interop.isBoolean(leaf) ? (interop.asBoolean(leaf) ? 1 : 0) : interop.asLong(leaf);
        }
        return Tensor.ofLongs(element, shape, values);
    }
}
