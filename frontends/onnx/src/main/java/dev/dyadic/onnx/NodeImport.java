// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Type;
import dev.dyadic.onnx.proto.AttributeProto;
import dev.dyadic.onnx.proto.FunctionProto;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.NodeProto;
import dev.dyadic.onnx.proto.TensorProto;
import dev.dyadic.onnx.proto.ValueInfoProto;
import dev.dyadic.onnx.translate.Emitter;
import dev.dyadic.onnx.translate.Emitter.Captures;
import dev.dyadic.onnx.translate.OnnxNode;
import dev.dyadic.onnx.translate.Refusal;
import dev.dyadic.onnx.translate.Translation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Imports one node into a graph. */
final class NodeImport implements Emitter.Bodies {

    /** The newest op set of the standard domain whose ops are known. */
    private static final int NEWEST = 28;

    /** Constants up to so many elements are copied into the graphs that use them. */
    private static final int MOST_COPIED = 1024;

    private static final int MOST_CALLS = 64;

    private final GraphImport graph;
    private final ModelContext model;
    private final Scope scope;
    private final NodeProto proto;
    private final String label;
    private final String op;
    private boolean doubtful;

    NodeImport(GraphImport graph, Scope scope, NodeProto proto) {
        this.graph = graph;
        this.model = graph.model();
        this.scope = scope;
        this.proto = proto;
        this.label = NodeOrder.label(proto);
        this.op = ModelContext.key(proto.getDomain(), proto.getOpType(), proto.getOverload());
    }

    /** Binds the node's results in the scope; what is wrong goes to the list of refusals. */
    void read() {
        if (!model.isBearable()) {
            taintResults();
            return;
        }
        try {
            List<Optional<Value>> ins = operands();
            doubtful = ins.stream().flatMap(Optional::stream).anyMatch(graph::isTainted);
            Optional<FunctionProto> function = model.function(proto.getDomain(), proto.getOpType(), proto.getOverload());
            if (function.isPresent()) {
                inline(function.get(), ins);
                return;
            }
            translate(ins);
        } catch (Refusal refusal) {
            boolean silent = refusal.why() == Refusal.Cause.LISTED
                    || doubtful && refusal.why() == Refusal.Cause.UNKNOWN_OPERAND;
            if (!silent) model.refusals().refuse("op " + op, refusal.getMessage(), label);
            taintResults();
        } catch (DyadicException e) {
            if (!doubtful) {
                for (Problem problem : e.problems()) model.refusals().add(located(problem));
            }
            taintResults();
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            if (!doubtful)
                model.refusals().refuse("op " + op, "its operands or attributes do not fit (" + e.getMessage() + ")", label);
            taintResults();
        }
    }

    private Problem located(Problem problem) {
        boolean named = problem.where().contains(label);
        return named ? problem : new Problem("node " + label + " (" + op + ")", problem.toString(), "");
    }

    private List<Optional<Value>> operands() {
        List<Optional<Value>> ins = new ArrayList<>();
        for (String name : proto.getInputList()) {
            ins.add(scope.isAbsent(name) ? Optional.empty() : Optional.of(value(name)));
        }
        return ins;
    }

    private Value value(String name) {
        return scope.find(name).orElseThrow(() -> DyadicException.model(
                "node " + label + " (" + op + ")", "uses %" + name + ", which no node, input or initializer defines."));
    }

    private void translate(List<Optional<Value>> ins) {
        String domain = Scope.domain(proto.getDomain());
        Translation translation = model.translations()
                .find(domain, proto.getOpType())
                .orElseThrow(() -> new Refusal(unsupported(domain)));
        int version = scope.version(domain);
        if (version == 0 && domain.isEmpty()) throw new Refusal("belongs to an op set of which the model imports no version");
        if (version > NEWEST && domain.isEmpty()) {
            throw new Refusal("is of op set " + version + "; the newest known is " + NEWEST);
        }
        List<String> outs = proto.getOutputList();
        List<String> wanted = outs.stream().map(out -> out.isEmpty() ? "" : wanted(out)).toList();
        if (wanted.stream().allMatch(String::isEmpty)) return;
        Emitter emitter = new Emitter(graph.builder(), this, graph.names().reserved(), wanted);
        OnnxNode node = new OnnxNode(
                domain,
                proto.getOpType(),
                version,
                label,
                ins,
                outs,
                attributes(),
                tensor -> model.tensors().tensor(tensor, "node " + label + " (" + op + ")"));
        bind(outs, wanted, translation.apply(node, emitter), emitter.made());
    }

    private static String unsupported(String domain) {
        return switch (domain) {
            case "ai.onnx.ml" -> "ops of classical machine learning are not supported";
            case "ai.onnx.preview.training", "ai.onnx.training" -> "ops of training are not supported";
            default -> "is not supported";
        };
    }

    private void bind(List<String> outs, List<String> wanted, List<Value> results, List<Value> made) {
        Set<String> own = new HashSet<>();
        for (Value each : made) own.add(each.name());
        for (int i = 0; i < outs.size(); i++) {
            if (outs.get(i).isEmpty()) continue;
            if (i >= results.size()) throw new Refusal("its output " + (i + 1) + " is not supported");
            Value value = results.get(i);
            scope.values().put(outs.get(i), value);
            if (own.remove(value.name())) graph.names().give(value.name(), wanted.get(i));
            if (doubtful && !value.type().isKnown()) graph.taint(value);
        }
    }

    private String wanted(String name) {
        if (scope.prefix().isEmpty()) return name;
        String result = scope.results().get(name);
        return result == null ? graph.names().fresh(scope.prefix() + "/" + name) : result;
    }

    private void taintResults() {
        for (String out : proto.getOutputList()) {
            if (out.isEmpty() || scope.values().containsKey(out)) continue;
            Value value = graph.builder().input(graph.names().fresh("unknown." + out), Type.UNKNOWN);
            scope.values().put(out, value);
            graph.taint(value);
        }
    }

    private Map<String, AttributeProto> attributes() {
        Map<String, AttributeProto> attributes = new HashMap<>();
        for (AttributeProto attribute : proto.getAttributeList()) {
            Optional<AttributeProto> resolved = resolve(attribute);
            if (resolved.isEmpty()) continue;
            if (attributes.put(attribute.getName(), resolved.get()) != null) {
                throw new Refusal("has attribute " + attribute.getName() + " twice");
            }
        }
        return attributes;
    }

    /** An attribute may stand for one of the function around; that one may have been left out by the caller. */
    private Optional<AttributeProto> resolve(AttributeProto attribute) {
        if (attribute.getRefAttrName().isEmpty()) return Optional.of(attribute);
        return Optional.ofNullable(scope.attributes().get(attribute.getRefAttrName()));
    }

    private void inline(FunctionProto function, List<Optional<Value>> ins) {
        if (scope.calls().contains(op)) {
            throw new Refusal("is a function that calls itself: " + String.join(" -> ", scope.calls()) + " -> " + op);
        }
        if (scope.calls().size() >= MOST_CALLS) {
            throw new Refusal("stands in functions that call each other more than " + MOST_CALLS + " deep");
        }
        if (ins.size() > function.getInputCount() || proto.getOutputCount() > function.getOutputCount()) {
            throw new Refusal("is a function of " + function.getInputCount() + " inputs and " + function.getOutputCount()
                    + " outputs, but is used with " + ins.size() + " and " + proto.getOutputCount());
        }
        Scope inner = callee(function, ins);
        for (NodeProto node : NodeOrder.sort(function.getNodeList())) new NodeImport(graph, inner, node).read();
        for (int i = 0; i < proto.getOutputCount(); i++) {
            String formal = function.getOutput(i);
            if (proto.getOutput(i).isEmpty()) continue;
            Value value = inner.find(formal)
                    .orElseThrow(() -> new Refusal("is a function whose output " + formal + " is not defined"));
            scope.values().put(proto.getOutput(i), value);
        }
    }

    private Scope callee(FunctionProto function, List<Optional<Value>> ins) {
        Map<String, Value> values = new HashMap<>();
        Set<String> absent = new HashSet<>();
        for (int i = 0; i < function.getInputCount(); i++) {
            Optional<Value> value = i < ins.size() ? ins.get(i) : Optional.empty();
            if (value.isPresent()) values.put(function.getInput(i), value.get());
            else absent.add(function.getInput(i));
        }
        Map<String, AttributeProto> attributes = new HashMap<>();
        for (AttributeProto attribute : function.getAttributeProtoList()) attributes.put(attribute.getName(), attribute);
        attributes.putAll(attributes());
        Map<String, String> results = new HashMap<>();
        for (int i = 0; i < proto.getOutputCount(); i++) {
            if (!proto.getOutput(i).isEmpty()) results.put(function.getOutput(i), wanted(proto.getOutput(i)));
        }
        List<String> calls = new ArrayList<>(scope.calls());
        calls.add(op);
        String prefix = (scope.prefix().isEmpty() ? "" : scope.prefix() + "/") + label.replace("%", "");
        Map<String, Integer> versions = Scope.versions(function.getOpsetImportList());
        return new Scope(values, absent, versions, attributes, prefix, results, calls);
    }

    @Override public Captures captures(List<GraphProto> graphs) {
        Set<String> free = new LinkedHashSet<>();
        for (GraphProto each : graphs) free.addAll(Uses.free(each));
        Map<String, Value> passed = new LinkedHashMap<>();
        Map<String, Tensor> copied = new LinkedHashMap<>();
        Set<String> absent = new HashSet<>(scope.absent());
        for (String name : free) {
            if (scope.isAbsent(name)) continue;
            Value value = value(name);
            Optional<Tensor> small = graph.builder().fact(value).constant().filter(each -> each.count() <= MOST_COPIED);
            if (small.isPresent()) copied.put(name, small.get());
            else passed.put(name, value);
            doubtful |= graph.isTainted(value);
        }
        return new Captures(passed, copied, absent);
    }

    @Override public Graph read(GraphProto body, List<Fact> inputs, Captures captures) {
        Map<String, Fact> facts = new HashMap<>();
        captures.passed().forEach((name, value) -> facts.put(name, graph.builder().fact(value)));
        int before = model.refusals().count();
        Graph read = GraphImport.read(model, body, scope, inputs, captures, facts, doubtful);
        refuseIfMore(before);
        return read;
    }

    @Override public List<Value> inline(GraphProto body) {
        if (body.getInputCount() > 0) throw new Refusal("has a branch with inputs");
        int before = model.refusals().count();
        Scope inner = scope.within(label.replace("%", ""));
        for (TensorProto initializer : body.getInitializerList()) {
            String name = initializer.getName();
            Tensor tensor = model.tensors().tensor(initializer, "initializer %" + name);
            inner.values().put(name, graph.builder().constant(graph.names().fresh(inner.prefix() + "/" + name), tensor));
        }
        for (NodeProto node : NodeOrder.sort(body.getNodeList())) new NodeImport(graph, inner, node).read();
        refuseIfMore(before);
        List<Value> outputs = new ArrayList<>();
        for (ValueInfoProto output : body.getOutputList()) {
            outputs.add(inner.find(output.getName())
                    .orElseThrow(() -> new Refusal("has a branch whose output %" + output.getName() + " is not defined")));
        }
        return outputs;
    }

    private void refuseIfMore(int before) {
        if (model.refusals().count() == before) return;
        throw new Refusal(Refusal.Cause.LISTED, "holds what is not supported");
    }
}
