// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.run;

import dev.dyadic.backend.simd.generate.Located;
import dev.dyadic.backend.simd.generate.Plan;
import dev.dyadic.ir.reference.Inputs;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the sizes of inputs decide. It is kept for the next run, which mostly has inputs of the same sizes.
 *
 * @param inputs the elements and sizes that were checked
 * @param named the named sizes, in the program's order of names
 * @param outputs the sizes of each output
 */
record Bound(List<Form> inputs, int[] named, List<long[]> outputs) {

    /** Of one tensor. */
    private record Form(Element element, long[] sizes) {

        boolean is(Tensor tensor) {
            if (tensor.rank() != sizes.length || !tensor.element().equals(element)) return false;
            for (int axis = 0; axis < sizes.length; axis++) if (tensor.size(axis) != sizes[axis]) return false;
            return true;
        }
    }

    /** @throws dev.dyadic.ir.DyadicException if the inputs do not fit the graph */
    static Bound of(Plan plan, List<Tensor> inputs) {
        Map<String, Long> sizes = Inputs.check(plan.graph(), plan.inputs(), inputs);
        int[] named = plan.names().stream().mapToInt(name -> Math.toIntExact(sizes.get(name)))
                .toArray();
        return new Bound(
                inputs.stream().map(tensor -> new Form(tensor.element(), tensor.sizes())).toList(),
                named,
                plan.given().stream().map(output -> sizes(output, sizes)).toList());
    }

    boolean fits(List<Tensor> tensors) {
        if (tensors.size() != inputs.size()) return false;
        for (int i = 0; i < inputs.size(); i++) if (!inputs.get(i).is(tensors.get(i))) return false;
        return true;
    }

    /** A size that depends on names, given in the program's order. */
    long of(Dim dim, Iterable<String> names) {
        Map<String, Dim> values = new HashMap<>();
        int i = 0;
        for (String name : names) values.put(name, Dim.of(named[i++]));
        return dim.substitute(values).constant();
    }

    /** The sizes of a value; none of one that is boxed. */
    static long[] sizes(Located at, Map<String, Long> named) {
        if (at.isBoxed()) return new long[0];
        Map<String, Dim> values = new HashMap<>();
        named.forEach((name, size) -> values.put(name, Dim.of(size)));
        return at.shape().dims().stream().mapToLong(dim -> dim.substitute(values).constant()).toArray();
    }
}
