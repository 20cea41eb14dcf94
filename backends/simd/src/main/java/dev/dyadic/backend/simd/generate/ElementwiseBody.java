// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes what {@link ElementwiseWriter} has done from element {@code first} to {@code last} of a row: in vectors where the ops have such a
 * form, and what is left one by one.
 *
 * @param operands of which element i is x and its number
 * @param arguments what each node takes, by the names of operands and of results of nodes before it
 * @param made the names of the nodes' results
 * @param results those that are stored
 */
record ElementwiseBody(
        LoopNest nest,
        List<Node> group,
        List<Located> operands,
        Map<Node, List<String>> arguments,
        Map<String, String> made,
        List<Located> results,
        Draft draft) {

    /** The same, of operands and results that lie elsewhere. */
    ElementwiseBody on(List<Located> otherOperands, List<Located> otherResults) {
        return new ElementwiseBody(nest, group, otherOperands, arguments, made, otherResults, draft);
    }

    /** Whether it is a single row. */
    boolean flat() {
        return nest.outer().is(1);
    }

    /** What loops over codes need that is the same for every row. */
    void constants(Text text) {
        if (!hasCodeForm()) return;
        List<CodeVectors.Form> forms = forms();
        for (int f = 0; f < forms.size(); f++) {
            if (!forms.get(f).constant().isEmpty()) text.line("final var k" + f + " = " + forms.get(f).constant() + ";");
        }
    }

    void write(Text text) {
        Set<String> hoisted = new LinkedHashSet<>();
        for (int j = 0; j < operands.size(); j++) {
            Located at = operands.get(j);
            if (!nest.innerStride(j).is(0)) continue;
            String type = ScalarCode.type(at.element()).orElseThrow();
            text.line("final " + type + " x" + j + " = " + ScalarCode.load(at.element(), at.element(flat() ? "0" : "o" + j))
                    + ";");
            hoisted.add("x" + j);
        }
        text.line("int i = first;");
        if (hasVectorForm()) vectorLoop(text, hoisted);
        else if (hasCodeForm()) codeLoop(text, hoisted);
        text.line("for (; i < last; i++) {");
        for (int j = 0; j < operands.size(); j++) {
            Located at = operands.get(j);
            if (hoisted.contains("x" + j)) continue;
            String type = ScalarCode.type(at.element()).orElseThrow();
            text.line("final " + type + " x" + j + " = "
                    + ScalarCode.load(at.element(), at.element(offset(j))) + ";");
        }
        for (Node node : group) {
            Element out = node.out().type().element();
            String code = ScalarCode.of(node.op(), ElementwiseLoops.elements(node), out, arguments.get(node)).orElseThrow();
            text.line("final " + ScalarCode.type(out).orElseThrow() + " " + made.get(node.out().name()) + " = " + code + ";");
        }
        for (Located result : results) {
            String variable = made.get(result.value().name());
            text.line(result.element(flat() ? "i" : "o + i") + " = " + ScalarCode.store(result.element(), variable) + ";");
        }
        text.line("}");
    }

    private void vectorLoop(Text text, Set<String> hoisted) {
        text.line("if (!Start.isPlain()) {");
        for (int j = 0; j < operands.size(); j++) {
            if (!hoisted.contains("x" + j)) continue;
            String value = operands.get(j).element().equals(Element.F32) ? "x" + j : "(int) x" + j;
            text.line("final var vx" + j + " = " + lanes(operands.get(j)) + ".broadcast(" + species(operands.get(j)) + ", "
                    + value + ");");
        }
        text.line("for (int end = first + Species.F32.loopBound(last - first); i < end; i += Species.F32.length()) {");
        for (int j = 0; j < operands.size(); j++) {
            if (hoisted.contains("x" + j)) continue;
            Located at = operands.get(j);
            String begin = at.place() instanceof Place.Constant ? "" : at.at() + " + ";
            text.line("final var vx" + j + " = " + lanes(at) + ".fromArray(" + species(at) + ", " + at.array() + ", " + begin
                    + offset(j) + ");");
        }
        for (Node node : group) {
            List<String> vectors = arguments.get(node).stream().map(name -> "v" + name).toList();
            String code = VectorCode.of(node.op(), ElementwiseLoops.elements(node), node.out().type().element(), vectors)
                    .orElseThrow();
            text.line("final var v" + made.get(node.out().name()) + " = " + code + ";");
        }
        for (Located result : results) {
            String variable = "v" + made.get(result.value().name());
            text.line(variable + ".intoArray(" + result.array() + ", " + result.at() + " + " + (flat() ? "i" : "o + i") + ");");
        }
        text.line("}");
        text.line("}");
    }

    /** Lanes of 32 bits; what is constant for a node is k and its number. */
    private void codeLoop(Text text, Set<String> hoisted) {
        List<CodeVectors.Form> forms = forms();
        text.line("if (!Start.isPlain() && CodeLanes.FIT) {");
        text.line("for (int end = last - CodeLanes.LENGTH; i <= end; i += CodeLanes.LENGTH) {");
        for (int j = 0; j < operands.size(); j++) {
            String name = "x" + j;
            if (forms.stream().noneMatch(form -> form.reads("v" + name))) continue;
            text.line("final var v" + name + " = " + (hoisted.contains(name)
                    ? "CodeLanes.all(" + name + ")"
                    : load(operands.get(j), offset(j))) + ";");
        }
        int f = 0;
        for (Node node : group) {
            text.line("final var v" + made.get(node.out().name()) + " = " + forms.get(f).code("k" + f++) + ";");
        }
        for (Located result : results) {
            text.line("CodeLanes.store(v" + made.get(result.value().name()) + ", " + result.array() + ", " + result.at()
                    + " + " + (flat() ? "i" : "o + i") + ");");
        }
        text.line("}");
        text.line("}");
    }

    private static String load(Located at, String offset) {
        String begin = at.place() instanceof Place.Constant ? "" : at.at() + " + ";
        String sign = at.element().bits() == 32 ? "" : ", " + !at.element().isSigned();
        return "CodeLanes.load(" + at.array() + ", " + begin + offset + sign + ")";
    }

    private String offset(int operand) {
        Dim stride = nest.innerStride(operand);
        String i = stride.is(1) ? "i" : "i * " + draft.sizes().of(stride);
        return flat() ? i : "o" + operand + " + " + i;
    }

    private boolean isDense() {
        return IntStream.range(0, operands.size()).allMatch(j -> nest.innerStride(j).is(0) || nest.innerStride(j).is(1));
    }

    private boolean hasCodeForm() {
        return isDense() && group.stream().allMatch(node -> ElementwiseLoops.hasCodeForm(node, draft));
    }

    private boolean hasVectorForm() {
        boolean held = Stream.concat(operands.stream(), results.stream()).allMatch(at -> VectorCode.holds(at.element()));
        return held && isDense() && group.stream().allMatch(ElementwiseLoops::hasVectorForm);
    }

    private static String lanes(Located at) {
        return at.element().equals(Element.F32) ? "FloatVector" : "IntVector";
    }

    private static String species(Located at) {
        return at.element().equals(Element.F32) ? "Species.F32" : "Species.I32";
    }

    private List<CodeVectors.Form> forms() {
        return group.stream()
                .map(node -> CodeVectors.of(node, draft, arguments.get(node).stream().map(name -> "v" + name).toList()))
                .map(Optional::orElseThrow)
                .toList();
    }
}
