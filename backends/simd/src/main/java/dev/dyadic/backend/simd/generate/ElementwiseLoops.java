// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.IntegerOp.Table;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Ops that compute each element by itself, as many as follow one another over one shape, in one pair of loops: what lies between them is
 * never in memory. The inner loop runs in vectors where every op has a vector form.
 */
final class ElementwiseLoops implements Region {

    /** So many elements are a task. */
    private static final int GRAIN = 8192;

    /** More make a method that is compiled late. */
    private static final int MOST_NODES = 24;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!isElementwise(node, draft)) return false;
        Shape shape = node.out().type().shape();
        Layout layout = layout(node, draft);
        Set<Node> group = group(node, following, shape, draft);
        return new Writer(shape, layout, List.copyOf(group), draft).write();
    }

    /** Starting with a node, the ones after it that use its results and can join its loops. */
    private static Set<Node> group(Node first, List<Node> following, Shape shape, Draft draft) {
        Set<Node> group = new LinkedHashSet<>(List.of(first));
        Set<String> made = new LinkedHashSet<>(List.of(first.out().name()));
        for (Node next : following) {
            if (group.size() >= MOST_NODES) break;
            if (draft.isClaimed(next) || !isElementwise(next, draft) || !next.out().type().shape().equals(shape)) continue;
            boolean uses = next.ins().stream().anyMatch(in -> made.contains(in.name()));
            boolean ready = next.ins().stream().allMatch(in -> made.contains(in.name()) || draft.isReady(in));
            if (!uses || !ready) continue;
            boolean spreads = next.ins().stream().anyMatch(in -> made.contains(in.name()) && !in.type().shape().equals(shape));
            if (spreads || !fits(next, shape, made, draft) || endsVectors(group, next, draft)) continue;
            group.add(next);
            made.add(next.out().name());
        }
        return group;
    }

    /** Whether loops over codes would run in vectors without a node: it has no vector form, or a rescaling came before. */
    private static boolean endsVectors(Set<Node> group, Node next, Draft draft) {
        boolean vectors = group.stream().allMatch(node -> hasCodeForm(node, draft));
        return vectors && (!hasCodeForm(next, draft) || group.stream().anyMatch(node -> node.op() instanceof Requant));
    }

    private static boolean hasCodeForm(Node node, Draft draft) {
        return CodeVectors.of(node, draft, List.of("a", "b", "c")).isPresent();
    }

    /** Whether the operands from outside of the group can be stepped through. */
    private static boolean fits(Node node, Shape shape, Set<String> made, Draft draft) {
        List<LoopNest.Operand> operands = new ArrayList<>();
        for (int i = 0; i < node.ins().size(); i++) {
            if (made.contains(node.in(i).name()) || isArray(node.op(), i)) continue;
            Located at = operand(node, i, draft);
            if (at.isBoxed()) return false;
            operands.add(LoopNest.Operand.of(at));
        }
        return LoopNest.of(shape, Layout.rowMajor(shape.rank()), operands, (_, _) -> {}).isPresent();
    }

    /** The layout of the first operand that has the shape of the result. */
    private static Layout layout(Node node, Draft draft) {
        for (Value in : node.ins()) {
            if (!in.type().shape().equals(node.out().type().shape()) || draft.constant(in).isPresent()) continue;
            Located at = draft.at(in);
            if (!at.isBoxed()) return at.layout();
        }
        return Layout.rowMajor(node.out().type().shape().rank());
    }

    static boolean isElementwise(Node node, Draft draft) {
        boolean kind = switch (node.op()) {
            case Elementwise _, IntegerOp.Clamp _, IntegerOp.Requant _, IntegerOp.RequantAdd _, IntegerOp.Table _ -> true;
            case Quantize quantize -> quantize.block() == 0;
            case Dequantize dequantize -> dequantize.block() == 0;
            default -> false;
        };
        if (!kind || !draft.fitsBuffer(node.out()) || ScalarCode.type(node.out().type().element()).isEmpty()) return false;
        for (Value in : node.ins()) {
            if (!draft.fitsBuffer(in) || ScalarCode.type(in.type().element()).isEmpty()) return false;
        }
        List<String> names = node.ins().stream().map(_ -> "x").toList();
        return ScalarCode.of(node.op(), elements(node), node.out().type().element(), names).isPresent();
    }

    private static List<Element> elements(Node node) {
        return node.ins().stream().map(in -> in.type().element()).toList();
    }

    /** Whether an operand is an array that is looked into, not stepped through. */
    private static boolean isArray(Op op, int operand) {
        return op instanceof Table && operand == 1;
    }

    /** An operand as its shape broadcasts: vectors along an axis get ones behind them. */
    private static Located operand(Node node, int i, Draft draft) {
        Located at = draft.at(node.in(i));
        int axis = switch (node.op()) {
            case Requant requant when i > 0 -> requant.axis();
            case Quantize quantize when i > 0 -> quantize.axis();
            case Dequantize dequantize when i > 0 -> dequantize.axis();
            default -> Integer.MAX_VALUE;
        };
        if (axis == Integer.MAX_VALUE || at.rank() != 1) return at;
        int rank = node.in(0).type().shape().rank();
        List<Dim> dims = new ArrayList<>();
        boolean single = at.shape().dim(0).is(1);
        for (int d = axis < 0 ? axis + rank : axis; d < rank; d++)
            dims.add(dims.isEmpty() && !single ? at.shape().dim(0) : Dim.ONE);
        Shape shape = Shape.of(dims);
        return new Located(at.value().as(at.value().type().with(shape)), at.place(), Layout.rowMajor(dims.size()));
    }

    /** Writes the loops of one group. */
    private static final class Writer {
        private final Shape shape;
        private final Layout layout;
        private final List<Node> group;
        private final Draft draft;
        private final List<Located> operands = new ArrayList<>();
        private final Map<String, String> names = new LinkedHashMap<>();
        private final Map<String, Element> elements = new LinkedHashMap<>();
        private final Set<Node> members;

        Writer(Shape shape, Layout layout, List<Node> group, Draft draft) {
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
                    if (name == null) name = isArray(node.op(), i) ? array(node, i) : outer(operand(node, i, draft));
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
                tasks = "Math.ceilDiv(" + n + ", " + GRAIN + ")";
                text.line("final int first = task * " + GRAIN + ";");
                text.line("final int last = Math.min(first + " + GRAIN + ", n);");
                body(text, nest, arguments, made, results);
            } else {
                String rows = sizes.of(nest.outer());
                String step = "Math.max(1, " + GRAIN + " / Math.max(1, " + n + "))";
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
}
