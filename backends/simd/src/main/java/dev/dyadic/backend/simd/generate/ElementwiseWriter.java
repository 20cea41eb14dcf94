// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Writes the loops of ops that compute each element by itself; see {@link ElementwiseLoops}. */
final class ElementwiseWriter {

    private final Shape shape;
    private final Layout layout;
    private final List<Node> group;
    private final Draft draft;
    private final List<Located> operands = new ArrayList<>();
    private final Set<Node> members;

    ElementwiseWriter(Shape shape, Layout layout, List<Node> group, Draft draft) {
        this.shape = shape;
        this.layout = layout;
        this.group = group;
        this.draft = draft;
        this.members = Set.copyOf(group);
    }

    boolean write() {
        Map<Node, List<String>> arguments = new LinkedHashMap<>();
        Map<String, String> made = new LinkedHashMap<>();
        for (Node node : group) {
            List<String> list = new ArrayList<>();
            for (int i = 0; i < node.ins().size(); i++) {
                String name = made.get(node.in(i).name());
                if (name == null)
                    name = ElementwiseLoops.isArray(node.op(), i) ? array(node, i)
                            : outer(ElementwiseLoops.operand(node, i, draft));
                if (name.isEmpty()) return false;
                list.add(name);
            }
            arguments.put(node, list);
            made.put(node.out().name(), "y" + made.size());
        }
        Optional<LoopNest> nest = LoopNest.of(shape, layout, operands.stream().map(LoopNest.Operand::of).toList(),
                draft::spread);
        if (nest.isEmpty()) return false;
        List<Located> results = new ArrayList<>();
        for (Node node : group) {
            draft.claim(node);
            if (draft.escapes(node.out(), members)) results.add(draft.allocate(node.out(), layout));
        }
        emit(nest.get(), arguments, made, results);
        return true;
    }

    private String array(Node node, int i) {
        Located at = draft.at(node.in(i));
        return at.place() instanceof Place.Constant ? at.array() : "";
    }

    private String outer(Located at) {
        if (at.isBoxed()) return "";
        int found = operands.indexOf(at);
        if (found >= 0) return "x" + found;
        operands.add(at);
        return "x" + (operands.size() - 1);
    }

    private void emit(LoopNest nest, Map<Node, List<String>> arguments, Map<String, String> made, List<Located> results) {
        Sizes sizes = draft.sizes();
        operands.forEach(draft::touch);
        results.forEach(draft::touch);
        String n = sizes.of(nest.inner());
        boolean flat = nest.outer().is(1);
        var text = new Text();
        arrays(text, results);
        if (hasCodeForm(nest)) constants(text, arguments);
        text.line("final int n = " + n + ";");
        String tasks;
        if (flat) {
            tasks = "Math.ceilDiv(" + n + ", " + ElementwiseLoops.GRAIN + ")";
            text.line("final int first = task * " + ElementwiseLoops.GRAIN + ";");
            text.line("final int last = Math.min(first + " + ElementwiseLoops.GRAIN + ", n);");
            body(text, nest, arguments, made, results);
        } else {
            String rows = sizes.of(nest.outer());
            String step = "Math.max(1, " + ElementwiseLoops.GRAIN + " / Math.max(1, " + n + "))";
            tasks = "Math.ceilDiv(" + rows + ", " + step + ")";
            text.line("final int step = " + step + ";");
            text.line("final int rows = Math.min((task + 1) * step, " + rows + ");");
            text.line("final int first = 0;");
            text.line("final int last = n;");
            text.line("for (int row = task * step; row < rows; row++) {");
            offsets(text, nest, results);
            body(text, nest, arguments, made, results);
            text.line("}");
        }
        draft.step(title(), tasks, text.toString());
    }

    private String title() {
        List<String> mnemonics = group.stream().map(node -> node.op().mnemonic()).toList();
        return "%" + group.getLast().name() + ": " + String.join(", ", mnemonics);
    }

    /** The arrays that buffers share, as local variables. */
    private void arrays(Text text, List<Located> results) {
        Set<Storage> used = new java.util.TreeSet<>();
        for (Located at : operands) if (at.place() instanceof Place.Buffer(_, Storage storage)) used.add(storage);
        for (Located at : results) if (at.place() instanceof Place.Buffer(_, Storage storage)) used.add(storage);
        for (Storage storage : used)
            text.line("final " + storage.java() + "[] " + storage.field() + " = this." + storage.field() + ";");
    }

    /** Where each operand and result begins in this row. */
    private void offsets(Text text, LoopNest nest, List<Located> results) {
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

    private void body(
            Text text,
            LoopNest nest,
            Map<Node, List<String>> arguments,
            Map<String, String> made,
            List<Located> results) {
        boolean flat = nest.outer().is(1);
        Map<String, String> hoisted = new LinkedHashMap<>();
        for (int j = 0; j < operands.size(); j++) {
            Located at = operands.get(j);
            if (!nest.innerStride(j).is(0)) continue;
            String type = ScalarCode.type(at.element()).orElseThrow();
            text.line("final " + type + " x" + j + " = " + ScalarCode.load(at.element(), at.element(flat ? "0" : "o" + j))
                    + ";");
            hoisted.put("x" + j, "x" + j);
        }
        text.line("int i = first;");
        if (hasVectorForm(nest, arguments)) vectorLoop(text, nest, arguments, made, results, hoisted.keySet());
        else if (hasCodeForm(nest)) codeLoop(text, nest, arguments, made, results, hoisted.keySet());
        text.line("for (; i < last; i++) {");
        for (int j = 0; j < operands.size(); j++) {
            Located at = operands.get(j);
            if (hoisted.containsKey("x" + j)) continue;
            String type = ScalarCode.type(at.element()).orElseThrow();
            text.line("final " + type + " x" + j + " = "
                    + ScalarCode.load(at.element(), at.element(offset(nest, j, flat))) + ";");
        }
        for (Node node : group) {
            Element out = node.out().type().element();
            String code = ScalarCode.of(node.op(), ElementwiseLoops.elements(node), out, arguments.get(node)).orElseThrow();
            text.line("final " + ScalarCode.type(out).orElseThrow() + " " + made.get(node.out().name()) + " = " + code + ";");
        }
        for (Located result : results) {
            String variable = made.get(result.value().name());
            text.line(result.element(flat ? "i" : "o + i") + " = " + ScalarCode.store(result.element(), variable) + ";");
        }
        text.line("}");
    }

    private String offset(LoopNest nest, int operand, boolean flat) {
        Dim stride = nest.innerStride(operand);
        String i = stride.is(1) ? "i" : "i * " + draft.sizes().of(stride);
        return flat ? i : "o" + operand + " + " + i;
    }

    private boolean isDense(LoopNest nest) {
        return IntStream.range(0, operands.size()).allMatch(j -> nest.innerStride(j).is(0) || nest.innerStride(j).is(1));
    }

    private boolean hasCodeForm(LoopNest nest) {
        return isDense(nest) && group.stream().allMatch(node -> ElementwiseLoops.hasCodeForm(node, draft));
    }

    private boolean hasVectorForm(LoopNest nest, Map<Node, List<String>> arguments) {
        return isDense(nest) && group.stream()
                .allMatch(node -> VectorCode
                        .of(node.op(), ElementwiseLoops.elements(node), node.out().type().element(), arguments.get(node))
                        .isPresent());
    }

    private List<CodeVectors.Form> forms(Map<Node, List<String>> arguments) {
        return group.stream()
                .map(node -> CodeVectors.of(node, draft, arguments.get(node).stream().map(name -> "v" + name).toList()))
                .map(Optional::orElseThrow)
                .toList();
    }

    private void constants(Text text, Map<Node, List<String>> arguments) {
        List<CodeVectors.Form> forms = forms(arguments);
        for (int f = 0; f < forms.size(); f++) {
            if (!forms.get(f).constant().isEmpty()) text.line("final var k" + f + " = " + forms.get(f).constant() + ";");
        }
    }

    /** Lanes of 32 bits; what is constant for a node is k and its number. */
    private void codeLoop(
            Text text,
            LoopNest nest,
            Map<Node, List<String>> arguments,
            Map<String, String> made,
            List<Located> results,
            Set<String> hoisted) {
        boolean flat = nest.outer().is(1);
        List<CodeVectors.Form> forms = forms(arguments);
        text.line("if (!Start.isPlain() && CodeLanes.FIT) {");
        text.line("for (int end = last - CodeLanes.LENGTH; i <= end; i += CodeLanes.LENGTH) {");
        for (int j = 0; j < operands.size(); j++) {
            String name = "x" + j;
            if (forms.stream().noneMatch(form -> form.reads("v" + name))) continue;
            text.line("final var v" + name + " = " + (hoisted.contains(name)
                    ? "CodeLanes.all(" + name + ")"
                    : load(operands.get(j), offset(nest, j, flat))) + ";");
        }
        int f = 0;
        for (Node node : group) {
            text.line("final var v" + made.get(node.out().name()) + " = " + forms.get(f).code("k" + f++) + ";");
        }
        for (Located result : results) {
            text.line("CodeLanes.store(v" + made.get(result.value().name()) + ", " + result.array() + ", " + result.at()
                    + " + " + (flat ? "i" : "o + i") + ");");
        }
        text.line("}");
        text.line("}");
    }

    private static String load(Located at, String offset) {
        String begin = at.place() instanceof Place.Constant ? "" : at.at() + " + ";
        String sign = at.element().bits() == 32 ? "" : ", " + !at.element().isSigned();
        return "CodeLanes.load(" + at.array() + ", " + begin + offset + sign + ")";
    }

    private void vectorLoop(
            Text text,
            LoopNest nest,
            Map<Node, List<String>> arguments,
            Map<String, String> made,
            List<Located> results,
            Set<String> hoisted) {
        boolean flat = nest.outer().is(1);
        text.line("if (!Start.isPlain()) {");
        for (String scalar : hoisted)
            text.line("final FloatVector v" + scalar + " = FloatVector.broadcast(Species.F32, " + scalar + ");");
        text.line("for (int end = first + Species.F32.loopBound(last - first); i < end; i += Species.F32.length()) {");
        for (int j = 0; j < operands.size(); j++) {
            if (hoisted.contains("x" + j)) continue;
            Located at = operands.get(j);
            String begin = at.place() instanceof Place.Constant ? "" : at.at() + " + ";
            text.line("final FloatVector vx" + j + " = FloatVector.fromArray(Species.F32, " + at.array() + ", " + begin
                    + offset(nest, j, flat) + ");");
        }
        for (Node node : group) {
            List<String> vectors = arguments.get(node).stream().map(name -> "v" + name).toList();
            String code = VectorCode.of(node.op(), ElementwiseLoops.elements(node), Element.F32, vectors).orElseThrow();
            text.line("final FloatVector v" + made.get(node.out().name()) + " = " + code + ";");
        }
        for (Located result : results) {
            String variable = "v" + made.get(result.value().name());
            text.line(variable + ".intoArray(" + result.array() + ", " + result.at() + " + " + (flat ? "i" : "o + i") + ");");
        }
        text.line("}");
        text.line("}");
    }
}
