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
import java.util.function.BiConsumer;

/** Writes the loops of ops that compute each element by itself; see {@link ElementwiseLoops}. */
final class ElementwiseWriter {

    private final Shape shape;
    private final Layout layout;
    private final List<Node> group;
    private final Draft draft;
    private final List<Located> operands = new ArrayList<>();
    private final Set<Node> members;
    private final Map<Node, List<String>> arguments = new LinkedHashMap<>();
    private final Map<String, String> made = new LinkedHashMap<>();

    ElementwiseWriter(Shape shape, Layout layout, List<Node> group, Draft draft) {
        this.shape = shape;
        this.layout = layout;
        this.group = group;
        this.draft = draft;
        this.members = Set.copyOf(group);
    }

    /** Writes a step of them. */
    boolean write() {
        if (!resolve()) return false;
        Optional<LoopNest> nest = nest(draft::spread);
        if (nest.isEmpty()) return false;
        List<Located> results = new ArrayList<>();
        for (Node node : group) {
            draft.claim(node);
            if (draft.escapes(node.out(), members)) results.add(draft.allocate(node.out(), layout));
        }
        emit(nest.get(), results);
        return true;
    }

    /**
     * Adds them to a task that has the pixels {@code from} to {@code to}, channels last.
     *
     * @param result the only one that is stored
     * @return whether the loops go along pixels
     */
    boolean writePixels(Located result, String channels, Text text) {
        if (!resolve()) return false;
        List<Dim> unsure = new ArrayList<>();
        Optional<LoopNest> nest = nest((size, _) -> unsure.add(size));
        if (nest.isEmpty() || !unsure.isEmpty()) return false;
        boolean flat = nest.get().outer().is(1);
        if (!flat && !nest.get().inner().equals(shape.dim(1))) return false;
        String unit = flat ? " * " + channels : "";
        text.line(call(nest.get(), List.of(result), "from" + unit, "to" + unit));
        return true;
    }

    private Optional<LoopNest> nest(BiConsumer<Dim, Dim> require) {
        return LoopNest.of(shape, layout, operands.stream().map(LoopNest.Operand::of).toList(), require);
    }

    /** Names the operands from outside, and the results. */
    private boolean resolve() {
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

    private void emit(LoopNest nest, List<Located> results) {
        String n = draft.sizes().of(nest.inner());
        var text = new Text();
        String tasks;
        if (nest.outer().is(1)) {
            tasks = "Math.ceilDiv(" + n + ", " + ElementwiseLoops.GRAIN + ")";
            text.line("final int first = task * " + ElementwiseLoops.GRAIN + ";");
            text.line(call(nest, results, "first", "Math.min(first + " + ElementwiseLoops.GRAIN + ", " + n + ")"));
        } else {
            String rows = draft.sizes().of(nest.outer());
            String step = "Math.max(1, " + ElementwiseLoops.GRAIN + " / Math.max(1, " + n + "))";
            tasks = "Math.ceilDiv(" + rows + ", " + step + ")";
            text.line("final int step = " + step + ";");
            text.line(call(nest, results, "task * step", "Math.min((task + 1) * step, " + rows + ")"));
        }
        draft.step(title(), tasks, text.toString());
    }

    private String call(LoopNest nest, List<Located> results, String from, String to) {
        return new ElementwiseMethod(new ElementwiseBody(nest, group, operands, arguments, made, results, draft)).call(from, to);
    }

    private String title() {
        List<String> mnemonics = group.stream().map(node -> node.op().mnemonic()).toList();
        return "%" + group.getLast().name() + ": " + String.join(", ", mnemonics);
    }
}
