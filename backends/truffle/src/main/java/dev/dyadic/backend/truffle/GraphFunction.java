// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A graph as a function: it takes an array per input and gives a tensor, or an array of them where it has several outputs. */
@ExportLibrary(InteropLibrary.class)
final class GraphFunction implements TruffleObject {

    private final Graph graph;
    private final CallTarget target;

    GraphFunction(Graph graph, CallTarget target) {
        this.graph = graph;
        this.target = target;
    }

    @ExportMessage boolean isExecutable() { return true; }

    @ExportMessage
    @TruffleBoundary Object execute(Object[] arguments) throws ArityException, UnsupportedTypeException {
        List<Value> inputs = graph.inputs();
        if (arguments.length != inputs.size()) throw ArityException.create(inputs.size(), inputs.size(), arguments.length);
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) tensors.add(GuestArrays.tensor(inputs.get(i), arguments[i]));
        Object[] call = new Object[arguments.length + 1];
        try {
            Reference.check(graph, tensors);
            for (int i = 0; i < arguments.length; i++) call[i + 1] = TensorObject.of(tensors.get(i));
            Tensors results = (Tensors) target.call(call);
            return results.count() == 1 ? results.get(0) : results;
        } catch (DyadicException e) {
            throw new UserError(e);
        }
    }
}
