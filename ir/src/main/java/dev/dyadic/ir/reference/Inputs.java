// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether tensors fit the inputs of a graph: number, elements, shapes; a named size is the same wherever it stands. */
public final class Inputs {

    /** What a named size is, and where it was first seen. */
    private record Binding(long size, String input) {}

    private final Map<String, Binding> bindings = new LinkedHashMap<>();

    private Inputs() {}

    /**
     * What the named sizes are that stand by themselves in a graph's inputs.
     *
     * @throws DyadicException if a tensor does not fit its input, naming the input
     */
    public static Map<String, Long> check(Graph graph, List<Tensor> tensors) {
        return check(graph.name(), graph.inputs(), tensors);
    }

    /** The same, of the inputs of a graph of this name. */
    public static Map<String, Long> check(String graph, List<Value> inputs, List<Tensor> tensors) {
        if (tensors.size() != inputs.size()) {
            String names = inputs.stream().map(input -> "%" + input.name()).collect(Collectors.joining(", "));
            throw DyadicException.input(
                    "graph @" + graph,
                    "takes " + inputs.size() + " inputs (" + names + "), found " + tensors.size() + ".");
        }
        var check = new Inputs();
        for (int i = 0; i < inputs.size(); i++) check.bind(inputs.get(i), tensors.get(i));
        for (int i = 0; i < inputs.size(); i++) check.compare(inputs.get(i), tensors.get(i));
        Map<String, Long> sizes = new LinkedHashMap<>();
        check.bindings.forEach((name, binding) -> sizes.put(name, binding.size()));
        return sizes;
    }

    /** Element, rank and the sizes that are a bare name. */
    private void bind(Value input, Tensor tensor) {
        Optional<Element> element = input.type().knownElement();
        Shape shape = input.type().shape();
        boolean fits = element.isEmpty() || element.get().equals(tensor.element());
        if (!fits || shape.ranked() && shape.rank() != tensor.rank()) throw misfit(input, tensor, "");
        if (!shape.ranked()) return;
        for (int axis = 0; axis < shape.rank(); axis++) {
            Dim dim = shape.dim(axis);
            if (dim.names().size() != 1) continue;
            String name = dim.names().getFirst();
            if (!dim.equals(Dim.named(name))) continue;
            Binding now = new Binding(tensor.size(axis), input.name());
            Binding first = bindings.putIfAbsent(name, now);
            if (first == null || first.size() == now.size()) continue;
            throw misfit(input, tensor, " " + name + " is " + first.size() + " by input %" + first.input() + ", but " + now.size()
                    + " here.");
        }
    }

    private void compare(Value input, Tensor tensor) {
        Shape shape = input.type().shape();
        if (!shape.ranked()) return;
        Map<String, Dim> sizes = new LinkedHashMap<>();
        bindings.forEach((name, binding) -> sizes.put(name, Dim.of(binding.size())));
        for (int axis = 0; axis < shape.rank(); axis++) {
            Dim right = shape.dim(axis).substitute(sizes);
            if (!right.isConstant() || right.is(tensor.size(axis))) continue;
            throw misfit(input, tensor, " Axis " + axis + " must be " + right + ".");
        }
    }

    private static DyadicException misfit(Value input, Tensor tensor, String detail) {
        return DyadicException.input(
                "input %" + input.name(), "is " + tensor.type() + ", but the graph takes " + input.type() + "." + detail);
    }
}
