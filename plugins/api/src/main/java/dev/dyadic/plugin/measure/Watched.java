// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Normalization;
import dev.dyadic.ir.op.Pooling;
import dev.dyadic.ir.type.Element;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which values of the graphs of a compilation are compared, and with which. What is rounded, what products, norms and pools give, and
 * outputs are; moves and elementwise ops between them are not.
 *
 * @param values names of the float model
 * @param data those of them that products with weights take
 * @param roundings of the fake-quantized graph, by the name of the rounded value
 * @param lastRounding the last rounded value of each value that is rounded
 * @param ofFake the float model's name of what codes found before stand for, by its name in the fake-quantized graph
 * @param ofProgram the float model's name of a value, by its name in the program
 */
public record Watched(
        Set<String> values,
        Set<String> data,
        Map<String, Rounding> roundings,
        Map<String, String> lastRounding,
        Map<String, String> ofFake,
        Map<String, String> ofProgram) {

    public static Watched of(Compilation graphs) {
        Set<String> floats = floats(graphs.typed());
        Set<String> data = new HashSet<>();
        Product.of(graphs.typed()).forEach(product -> data.add(product.data().name()));
        data.retainAll(floats);
        Set<String> values = new HashSet<>(data);
        for (Node node : graphs.typed().nodes()) {
            boolean step = node.op() instanceof Contraction || node.op() instanceof Normalization || node.op() instanceof Pooling;
            if (step) values.add(node.name());
        }
        graphs.typed().outputs().forEach(output -> values.add(output.name()));
        Map<String, Rounding> roundings = new LinkedHashMap<>();
        Map<String, String> last = new HashMap<>();
        Map<String, String> ofFake = new HashMap<>();
        Map<String, String> ofCodes = new HashMap<>();
        for (Rounding rounding : Rounding.of(graphs.fake())) {
            String after = rounding.after().name();
            roundings.put(after, rounding);
            last.put(rounding.before().name(), after);
            if (rounding.atRunTime()) continue;
            // A result that is rounded leaves its name to what takes its place.
            String name = floats.contains(after) ? after : rounding.before().name();
            values.add(name);
            ofFake.put(after, name);
            ofCodes.put(rounding.codes().name(), name);
        }
        values.retainAll(floats);
        return new Watched(values, data, roundings, last, ofFake, ofProgram(graphs.program(), values, ofCodes));
    }

    /** What is to be seen of the fake-quantized graph, by name. */
    public Set<String> inFake() {
        Set<String> names = new HashSet<>(roundings.keySet());
        names.addAll(lastRounding.keySet());
        return names;
    }

    /** What is to be seen of the program, by name. */
    public Set<String> inProgram() {
        return ofProgram.keySet();
    }

    /** The model's name of what a node of the fake-quantized graph gives. */
    String nameOf(Node fake) {
        String name = fake.name();
        return lastRounding.containsKey(name) ? ofFake.getOrDefault(lastRounding.get(name), name) : name;
    }

    private static Map<String, String> ofProgram(Graph program, Set<String> values, Map<String, String> ofCodes) {
        Map<String, String> names = new HashMap<>();
        for (Value value : program.values()) {
            if (values.contains(value.name())) names.put(value.name(), value.name());
            else if (ofCodes.containsKey(value.name())) names.put(value.name(), ofCodes.get(value.name()));
        }
        return names;
    }

    private static Set<String> floats(Graph graph) {
        Set<String> floats = new HashSet<>();
        for (Value value : graph.values()) {
            if (value.type().knownElement().filter(Element::isFloat).isPresent()) floats.add(value.name());
        }
        return floats;
    }
}
