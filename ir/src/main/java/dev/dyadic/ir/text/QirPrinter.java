// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Writes graphs as text, in the one way {@link QirParser} reads back to an equal graph.
 *
 * <p>Tensors of at most {@code inline} elements are spelled out; of a larger one the text has {@code #name}, the name of the
 * node's first result, made unique by a suffix where nested graphs share a name.
 */
public final class QirPrinter {

    /** Up to this many elements a tensor is spelled out, if nothing else is asked for. */
    public static final int INLINE = 16;

    private final long inline;
    private final StringBuilder text = new StringBuilder();
    private final SequencedMap<String, Tensor> weights = new LinkedHashMap<>();

    private QirPrinter(long inline) {
        this.inline = inline;
    }

    /** The text, tensors of more than {@link #INLINE} elements apart. */
    public static Printed print(Graph graph) {
        return print(graph, INLINE);
    }

    /** The text, tensors of more than {@code inline} elements apart. */
    public static Printed print(Graph graph, long inline) {
        var printer = new QirPrinter(inline);
        printer.graph(graph, 0);
        return new Printed(printer.text.append('\n').toString(), printer.weights);
    }

    /** The text, every tensor spelled out. */
    public static String inlined(Graph graph) {
        return print(graph, Long.MAX_VALUE).text();
    }

    private void graph(Graph graph, int depth) {
        if (depth > QirParser.DEEPEST) {
            throw DyadicException.model("@" + graph.name(), "graphs are nested more than " + QirParser.DEEPEST + " deep.");
        }
        String indent = "  ".repeat(depth);
        text.append("graph @").append(Quoting.name(graph.name())).append(' ').append(graph.stage().word()).append(" (");
        text.append(graph.inputs().stream().map(in -> name(in) + ": " + in.type()).collect(Collectors.joining(", ")));
        text.append(") {\n");
        for (Node node : graph.nodes()) {
            text.append(indent).append("  ");
            node(node, depth);
            text.append('\n');
        }
        text.append(indent).append("  return").append(graph.outputs().isEmpty() ? "" : " ").append(names(graph.outputs()));
        text.append('\n').append(indent).append('}');
    }

    private void node(Node node, int depth) {
        text.append(names(node.outs())).append(" = ").append(node.op().mnemonic());
        text.append('(').append(names(node.ins())).append(')');
        String before = " {";
        for (Map.Entry<String, RecordComponent> each : Attributes.of(node.op().getClass()).components().entrySet()) {
            text.append(before).append(each.getKey()).append('=');
            attribute(node, Attributes.value(each.getValue(), node.op()), depth);
            before = ", ";
        }
        if (before.equals(", ")) text.append('}');
        text.append(" : ");
        text.append(node.outs().stream().map(out -> out.type().toString()).collect(Collectors.joining(", ")));
        node.kernel().ifPresent(kernel -> text.append(" by ").append(Quoting.string(kernel)));
    }

    private void attribute(Node node, Object value, int depth) {
        switch (value) {
            case Boolean bool -> text.append(bool);
            case Integer number -> text.append(number);
            case Long number -> text.append(number);
            case Double number -> text.append(Numbers.print(number));
            case String string -> text.append(Quoting.string(string));
            case Enum<?> constant -> text.append(word(constant));
            case Element element -> text.append(element);
            case OptionalInt number -> text.append(number.isPresent() ? String.valueOf(number.getAsInt()) : "none");
            case Tensor tensor -> tensor(node, tensor);
            case Graph body -> graph(body, depth + 1);
            case List<?> list -> list(node, list, depth);
            default -> throw new IllegalStateException(
                    node.op().mnemonic() + " has an attribute of a kind that has no text: " + value.getClass().getName());
        }
    }

    private void list(Node node, List<?> list, int depth) {
        text.append('[');
        String before = "";
        for (Object each : list) {
            text.append(before);
            attribute(node, each, depth);
            before = ", ";
        }
        text.append(']');
    }

    private void tensor(Node node, Tensor tensor) {
        if (tensor.count() <= inline) {
            text.append(TensorText.print(tensor));
            return;
        }
        String name = node.name();
        for (int suffix = 1; weights.containsKey(name); suffix++) name = node.name() + "." + suffix;
        weights.put(name, tensor);
        text.append('#').append(Quoting.name(name));
    }

    /** {@code HALF_UP} becomes {@code half-up}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String names(List<Value> values) {
        return values.stream().map(QirPrinter::name).collect(Collectors.joining(", "));
    }

    private static String name(Value value) {
        return "%" + Quoting.name(value.name());
    }
}
