// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.type.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The loops around an {@link ElementwiseBody} as a method that takes its arrays and where they begin, so that steps share it. */
record ElementwiseMethod(ElementwiseBody body) {

    /** The Java statement that runs the loops over some rows, or over some elements where there is but one; it touches what they use. */
    String call(String from, String to) {
        Draft draft = body.draft();
        boolean flat = body.flat();
        var parameters = new StringBuilder(flat ? "int first, int last" : "int from, int to");
        var call = new StringBuilder("(" + from + ", " + to);
        List<Located> own = new ArrayList<>();
        for (Located at : Stream.concat(body.operands().stream(), body.results().stream()).toList()) {
            draft.touch(at);
            Storage storage = Copies.storage(at);
            var argument = new Located(at.value(), new Place.Argument(own.size(), storage), at.layout());
            own.add(argument);
            parameters.append(", ").append(storage.java()).append("[] ").append(argument.array()).append(", int ")
                    .append(argument.at());
            call.append(", ").append(at.array()).append(", ").append(at.at());
        }
        int count = body.operands().size();
        ElementwiseBody within = body.on(own.subList(0, count), own.subList(count, own.size()));
        var text = new Text();
        within.constants(text);
        if (flat) {
            within.write(text);
        } else {
            text.line("final int n = " + draft.sizes().of(body.nest().inner()) + ";");
            text.line("final int first = 0;");
            text.line("final int last = n;");
            text.line("for (int row = from; row < to; row++) {");
            offsets(text);
            within.write(text);
            text.line("}");
        }
        return draft.method(parameters.toString(), text.toString()) + call + ");";
    }

    /** Where each operand and result begins in this row. */
    private void offsets(Text text) {
        Sizes sizes = body.draft().sizes();
        List<Dim> outer = body.nest().outerSizes();
        if (outer.size() == 1) {
            text.line("final int i0 = row;");
        } else {
            text.line("int rest = row;");
            for (int d = outer.size() - 1; d >= 0; d--) {
                text.line("final int i" + d + " = " + (d == 0 ? "rest" : "rest % " + sizes.of(outer.get(d))) + ";");
                if (d > 0) text.line("rest /= " + sizes.of(outer.get(d)) + ";");
            }
        }
        for (int j = 0; j < body.operands().size(); j++) {
            List<String> terms = new ArrayList<>();
            for (int d = 0; d < outer.size(); d++) {
                Dim stride = body.nest().strides().get(j).get(d);
                if (!stride.is(0)) terms.add("i" + d + (stride.is(1) ? "" : " * " + sizes.of(stride)));
            }
            text.line("final int o" + j + " = " + (terms.isEmpty() ? "0" : String.join(" + ", terms)) + ";");
        }
        text.line("final int o = row * n;");
    }
}
