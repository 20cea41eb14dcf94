// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Mnemonics;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads graphs as {@link QirPrinter} writes them. White space is free, {@code //} begins a comment, attributes may come in any
 * order. Every fault is a {@link dev.dyadic.ir.DyadicException} with file, line and column.
 */
public final class QirParser {

    /** No custom ops. */
    public static final Function<String, Optional<Class<? extends Op>>> CORE_OPS = mnemonic -> Optional.empty();

    static final int DEEPEST = 32;

    private final Cursor in;
    private final AttributeParser attributes;
    private final Function<String, Optional<Class<? extends Op>>> custom;

    private QirParser(Cursor in, Weights weights, Function<String, Optional<Class<? extends Op>>> custom) {
        this.in = in;
        this.custom = custom;
        this.attributes = new AttributeParser(in, weights, this::graph);
    }

    /** A graph of core ops whose tensors are all spelled out. */
    public static Graph parse(String file, String text) {
        return parse(file, text, Weights.NONE, CORE_OPS);
    }

    /**
     * The graph a text stands for.
     *
     * @param file what messages call the text
     * @param weights where the tensors are that the text only names
     * @param custom the ops that are no core ops, by mnemonic
     */
    public static Graph parse(
            String file, String text, Weights weights, Function<String, Optional<Class<? extends Op>>> custom) {
        var in = new Cursor(file, text);
        Graph graph = new QirParser(in, weights, custom).graph(0);
        if (in.peek() != Cursor.END) throw in.unexpected("the end of the text after the graph");
        return graph;
    }

    private Graph graph(int depth) {
        int place = in.mark();
        if (depth > DEEPEST) throw in.error(place, "found graphs nested more than " + DEEPEST + " deep; expected fewer");
        keyword("graph");
        String name = name("@", "a graph name such as @main");
        Stage stage = stage();
        Map<String, Value> defined = new HashMap<>();
        List<Value> inputs = inputs(defined);
        in.expect("{");
        List<Node> nodes = new ArrayList<>();
        while (in.peek() == '%') nodes.add(node(defined, depth));
        if (!in.peekWord().equals("return")) throw in.unexpected("a node such as %a = relu(%x) : f32, or return");
        in.word();
        List<Value> outputs = in.peek() == '%' ? uses(defined) : List.of();
        in.expect("}");
        return new Graph(name, stage, inputs, nodes, outputs);
    }

    private void keyword(String word) {
        if (!in.peekWord().equals(word)) throw in.unexpected("'" + word + "'");
        in.word();
    }

    private Stage stage() {
        String word = in.peekWord();
        List<String> known = Arrays.stream(Stage.values()).map(Stage::word).toList();
        int stage = known.indexOf(word);
        if (stage < 0) throw in.unexpected("a stage: " + String.join(", ", known), Spelling.hint(word, known));
        in.word();
        return Stage.values()[stage];
    }

    private List<Value> inputs(Map<String, Value> defined) {
        List<Value> inputs = new ArrayList<>();
        in.expect("(");
        while (in.peek() != ')') {
            if (!inputs.isEmpty()) in.expect(",");
            int place = in.mark();
            String name = valueName();
            if (!in.take(":"))
                throw in.unexpected("':' and a type", "A colon belongs to the name it touches: put a space after it.");
            inputs.add(define(defined, place, new Value(name, TypeParser.parse(in))));
        }
        in.expect(")");
        return inputs;
    }

    private Node node(Map<String, Value> defined, int depth) {
        List<String> names = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        do {
            places.add(in.mark());
            names.add(valueName());
        } while (in.take(","));
        in.expect("=");
        Class<? extends Op> kind = kind();
        in.expect("(");
        List<Value> ins = in.peek() == ')' ? List.of() : uses(defined);
        in.expect(")");
        int place = in.mark();
        Op op = attributes.op(kind, depth);
        in.expect(":");
        List<Type> types = types(names.size());
        if (op instanceof Constant(Tensor tensor)) agree(place, tensor, types.getFirst());
        List<Value> outs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            outs.add(define(defined, places.get(i), new Value(names.get(i), types.get(i))));
        }
        return new Node(outs, op, ins, kernel());
    }

    private Optional<String> kernel() {
        if (!in.peekWord().equals("by")) return Optional.empty();
        in.word();
        if (in.peek() != '"') throw in.unexpected("the name of a kernel in quotes");
        int place = in.mark();
        String name = in.string();
        if (name.isEmpty()) throw in.error(place, "found an empty name; expected the name of a kernel");
        return Optional.of(name);
    }

    private Class<? extends Op> kind() {
        int place = in.mark();
        String mnemonic = in.peekWord();
        if (mnemonic.isEmpty()) throw in.unexpected("an op");
        Optional<Class<? extends Op>> kind = Optional.<Class<? extends Op>>ofNullable(Mnemonics.all().get(mnemonic))
                .or(() -> custom.apply(mnemonic));
        in.word();
        return kind.orElseThrow(() -> in.error(place,
                "found the unknown op '" + Cursor.shortened(mnemonic) + "'; expected a core op or one of a plug-in",
                Spelling.hint(mnemonic, Mnemonics.all().keySet())));
    }

    private List<Type> types(int count) {
        int place = in.mark();
        List<Type> types = new ArrayList<>();
        do types.add(TypeParser.parse(in)); while (in.take(","));
        if (types.size() == count) return types;
        throw in.error(place, "found " + types.size() + (types.size() == 1 ? " type" : " types") + "; expected " + count
                + ", one for each result");
    }

    private void agree(int place, Tensor tensor, Type type) {
        boolean element = type.knownElement().isEmpty() || type.element().equals(tensor.element());
        boolean rank = !type.shape().ranked() || type.shape().rank() == tensor.rank();
        boolean agree = element && rank;
        for (int i = 0; agree && type.shape().ranked() && i < tensor.rank(); i++) {
            Dim dim = type.shape().dim(i);
            agree = !dim.isConstant() || dim.is(tensor.size(i));
        }
        if (!agree)
            throw in.error(place, "found a tensor of type " + tensor.type() + "; expected " + type + ", the type of the result");
    }

    private List<Value> uses(Map<String, Value> defined) {
        List<Value> uses = new ArrayList<>();
        do {
            int place = in.mark();
            String name = valueName();
            Value value = defined.get(name);
            if (value == null) {
                throw in.error(place, "found %" + Cursor.shortened(Quoting.name(name)) + "; expected a value defined before it",
                        Spelling.hint("%" + name, defined.keySet().stream().sorted().map(each -> "%" + each).toList()));
            }
            uses.add(value);
        } while (in.take(","));
        return uses;
    }

    private Value define(Map<String, Value> defined, int place, Value value) {
        if (defined.putIfAbsent(value.name(), value) == null) return value;
        throw in.error(place,
                "found a second definition of %" + Cursor.shortened(Quoting.name(value.name())) + "; expected a new name");
    }

    private String valueName() {
        int place = in.mark();
        String name = name("%", "a value such as %x");
        if (name.isEmpty()) throw in.error(place, "found an empty name; expected a value such as %x");
        return name;
    }

    private String name(String mark, String expected) {
        if (!in.take(mark)) throw in.unexpected(expected);
        return name(in, expected);
    }

    /** The name right after its mark. */
    static String name(Cursor in, String expected) {
        if (in.here() == '"') return in.string();
        String run = in.run(Quoting::inName);
        String name = run.replaceAll(":+$", "");
        in.back(run.length() - name.length());
        if (name.isEmpty()) throw in.unexpected(expected);
        return name;
    }
}
