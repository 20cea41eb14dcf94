// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        var body = new ElementwiseBody(nest, group, operands, arguments, made, results, draft);
        var text = new Text();
        arrays(text, results);
        body.constants(text);
        text.line("final int n = " + n + ";");
        String tasks;
        if (body.flat()) {
            tasks = "Math.ceilDiv(" + n + ", " + ElementwiseLoops.GRAIN + ")";
            text.line("final int first = task * " + ElementwiseLoops.GRAIN + ";");
            text.line("final int last = Math.min(first + " + ElementwiseLoops.GRAIN + ", n);");
            body.write(text);
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
            body.write(text);
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
}
