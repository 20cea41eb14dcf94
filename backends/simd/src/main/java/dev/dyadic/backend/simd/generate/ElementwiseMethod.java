// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.type.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The loops around an {@link ElementwiseBody} as a method that takes its arrays and where they begin, so that steps share it.
 *
 * @param operands of which element i is x and its number
 * @param arguments what each node takes, by the names of operands and of results of nodes before it
 * @param made the names of the nodes' results
 * @param results those that are stored
 */
record ElementwiseMethod(
        LoopNest nest,
        List<Node> group,
        List<Located> operands,
        Map<Node, List<String>> arguments,
        Map<String, String> made,
        List<Located> results,
        Draft draft) {

    /** The Java statement that runs the loops over some rows, or over some elements where there is but one; it touches what they use. */
    String call(String from, String to) {
        boolean flat = nest.outer().is(1);
        var parameters = new StringBuilder(flat ? "int first, int last" : "int from, int to");
        var call = new StringBuilder("(" + from + ", " + to);
        List<Located> own = new ArrayList<>();
        for (Located at : Stream.concat(operands.stream(), results.stream()).toList()) {
            draft.touch(at);
            Storage storage = Copies.storage(at);
            var argument = new Located(at.value(), new Place.Argument(own.size(), storage), at.layout());
            own.add(argument);
            parameters.append(", ").append(storage.java()).append("[] ").append(argument.array()).append(", int ")
                    .append(argument.at());
            call.append(", ").append(at.array()).append(", ").append(at.at());
        }
        int count = operands.size();
        var body = new ElementwiseBody(nest, group, own.subList(0, count), arguments, made, own.subList(count, own.size()),
                draft);
        var text = new Text();
        body.constants(text);
        if (flat) {
            body.write(text);
        } else {
            text.line("final int n = " + draft.sizes().of(nest.inner()) + ";");
            text.line("final int first = 0;");
            text.line("final int last = n;");
            text.line("for (int row = from; row < to; row++) {");
            offsets(text);
            body.write(text);
            text.line("}");
        }
        return draft.method(parameters.toString(), text.toString()) + call + ");";
    }

    /** Where each operand and result begins in this row. */
    private void offsets(Text text) {
        Sizes sizes = draft.sizes();
        List<Dim> outer = nest.outerSizes();
        if (outer.size() == 1) {
            text.line("final int i0 = row;");
        } else {
            text.line("int rest = row;");
            for (int d = outer.size() - 1; d >= 0; d--) {
                text.line("final int i" + d + " = " + (d == 0 ? "rest" : "rest % " + sizes.of(outer.get(d))) + ";");
                if (d > 0) text.line("rest /= " + sizes.of(outer.get(d)) + ";");
            }
        }
        for (int j = 0; j < operands.size(); j++) {
            List<String> terms = new ArrayList<>();
            for (int d = 0; d < outer.size(); d++) {
                Dim stride = nest.strides().get(j).get(d);
                if (!stride.is(0)) terms.add("i" + d + (stride.is(1) ? "" : " * " + sizes.of(stride)));
            }
            text.line("final int o" + j + " = " + (terms.isEmpty() ? "0" : String.join(" + ", terms)) + ";");
        }
        text.line("final int o = row * n;");
    }
}
