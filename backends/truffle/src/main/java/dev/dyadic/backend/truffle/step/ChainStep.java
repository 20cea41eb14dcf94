// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.backend.truffle.chain.Chain;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A chain, whose loop nest is compiled on its own. Where it fails, the reference says of which node and why. */
final class ChainStep extends StepNode {

    private final Chain chain;
    private final RootCallTarget target;
    @CompilationFinal(dimensions = 1) private final int[] slots;

    ChainStep(Chain chain, RootCallTarget nest, int[] slots) {
        this.chain = chain;
        this.slots = slots;
        this.target = nest;
    }

    @Override Tensors execute(VirtualFrame frame) { return new Tensors(run(operands(frame, slots))); }

    @Override int[] slots() { return slots; }

    @TruffleBoundary private TensorObject run(TensorObject[] operands) {
        List<long[]> shapes = shapes(operands);
        Optional<long[]> sizes = broadcast(shapes);
        if (sizes.isEmpty()) return byReference(operands);
        Object[] arrays = Arrays.stream(operands).map(TensorObject::array).toArray();
        TensorObject result = TensorObject.of(
                chain.element(), sizes.get(), TensorObject.allocate(chain.element(), Math.toIntExact(Tensor.count(sizes.get()))));
        try {
            chain.run(target, sizes.get(), shapes, arrays, result.array());
            return result;
        } catch (ArithmeticException | IndexOutOfBoundsException _) {
            return byReference(operands);
        }
    }

    private List<long[]> shapes(TensorObject[] operands) {
        List<long[]> shapes = new ArrayList<>();
        for (int i = 0; i < operands.length; i++) {
            long[] sizes = operands[i].sizes();
            int tail = operands[i].length() == 1 ? 0 : chain.tails().get(i);
            if (tail == 0) {
                shapes.add(sizes);
                continue;
            }
            long[] longer = Arrays.copyOf(sizes, sizes.length + tail);
            Arrays.fill(longer, sizes.length, longer.length, 1);
            shapes.add(longer);
        }
        return shapes;
    }

    /** The shape all broadcast to, if there is one; of the rank the graph says. */
    private Optional<long[]> broadcast(List<long[]> shapes) {
        int rank = chain.last().out().type().shape().rank();
        long[] result = new long[rank];
        Arrays.fill(result, 1);
        for (long[] shape : shapes) {
            for (int i = 0; i < shape.length; i++) {
                int axis = rank - shape.length + i;
                if (axis < 0) {
                    if (shape[i] != 1) return Optional.empty();
                    continue;
                }
                if (shape[i] == 1 || shape[i] == result[axis]) continue;
                if (result[axis] != 1) return Optional.empty();
                result[axis] = shape[i];
            }
        }
        return Optional.of(result);
    }

    private TensorObject byReference(TensorObject[] operands) {
        return ByReference.last(chain.nodes(), chain.operands(), operands, chain.constants());
    }

    @Override public List<Value> outs() { return chain.last().outs(); }

    @Override public String what() { return chain.what(); }

    @Override public String kernel() { return "compiled"; }
}
