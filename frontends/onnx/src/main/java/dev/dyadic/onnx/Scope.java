// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.Value;
import dev.dyadic.onnx.proto.AttributeProto;
import dev.dyadic.onnx.proto.OperatorSetIdProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What names mean where a node stands. A graph has a scope, and so has each call of a function that is inlined into it.
 *
 * @param values the values defined so far, by the names the model calls them
 * @param absent names that stand for operands left out
 * @param versions the op sets in force, by domain
 * @param attributes the attributes of the function call around, by name
 * @param prefix what comes before the names of inlined values
 * @param results the names the results of an inlined function get
 * @param calls the functions being inlined, outermost first
 */
record Scope(
        Map<String, Value> values,
        Set<String> absent,
        Map<String, Integer> versions,
        Map<String, AttributeProto> attributes,
        String prefix,
        Map<String, String> results,
        List<String> calls) {

    /** The scope of a model's graph. */
    static Scope of(Map<String, Integer> versions) {
        return new Scope(new HashMap<>(), new HashSet<>(), versions, Map.of(), "", Map.of(), List.of());
    }

    /** The scope of a graph inside of a node that stands here. */
    Scope inside(Set<String> absent) {
        return new Scope(new HashMap<>(), new HashSet<>(absent), versions, attributes, "", Map.of(), calls);
    }

    /** The scope of a graph that becomes part of the graph around it. */
    Scope within(String name) {
        String longer = prefix.isEmpty() ? name : prefix + "/" + name;
        return new Scope(new HashMap<>(values), absent, versions, attributes, longer, Map.of(), calls);
    }

    /** The version of a domain's op set; 0 when none is imported. */
    int version(String domain) {
        return versions.getOrDefault(domain, 0);
    }

    Optional<Value> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether a name stands for an operand that is not there. */
    boolean isAbsent(String name) {
        return name.isEmpty() || absent.contains(name);
    }

    /** The versions that a model or a function imports; the standard domain is the empty name. */
    static Map<String, Integer> versions(List<OperatorSetIdProto> imports) {
        Map<String, Integer> versions = new HashMap<>();
        for (OperatorSetIdProto each : imports) {
            versions.put(domain(each.getDomain()), Math.clamp(each.getVersion(), 0, Integer.MAX_VALUE));
        }
        return versions;
    }

    static String domain(String name) {
        return name.equals("ai.onnx") ? "" : name;
    }
}
