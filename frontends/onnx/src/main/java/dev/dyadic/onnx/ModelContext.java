// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.Problem;
import dev.dyadic.onnx.proto.FunctionProto;
import dev.dyadic.onnx.proto.ModelProto;
import dev.dyadic.onnx.translate.Translations;
import dev.dyadic.plugin.fix.Fixing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What all graphs of a model share. */
final class ModelContext {

    /** Functions may call functions, and states of loops may take several readings; a damaged model could do so without end. */
    private static final int MOST_NODES = 200_000;

    private final Translations translations;
    private final OnnxTensors tensors;
    private final Types types;
    private final Fixing fixing;
    private final Refusals refusals = new Refusals();
    private final Map<String, FunctionProto> functions = new HashMap<>();
    private int nodes;

    ModelContext(ModelProto model, Translations translations, OnnxTensors tensors, Fixing fixing) {
        this.translations = translations;
        this.tensors = tensors;
        this.fixing = fixing;
        this.types = new Types(model.getGraph());
        for (FunctionProto function : model.getFunctionsList()) {
            functions.put(key(function.getDomain(), function.getName(), function.getOverload()), function);
        }
    }

    Translations translations() {
        return translations;
    }

    OnnxTensors tensors() {
        return tensors;
    }

    Types types() {
        return types;
    }

    Fixing fixing() {
        return fixing;
    }

    Refusals refusals() {
        return refusals;
    }

    /** Counts a node read; false when there are too many, which is then listed. */
    boolean isBearable() {
        if (nodes == MOST_NODES) return false;
        nodes++;
        if (nodes < MOST_NODES) return true;
        refusals.add(Problem.of("the model", "has more than " + MOST_NODES + " nodes once its functions are inlined."));
        return false;
    }

    /** The function of the model that an op calls. */
    Optional<FunctionProto> function(String domain, String opType, String overload) {
        return Optional.ofNullable(functions.get(key(domain, opType, overload)));
    }

    static String key(String domain, String name, String overload) {
        String shown = Scope.domain(domain).isEmpty() ? name : domain + "." + name;
        return overload.isEmpty() ? shown : shown + ":" + overload;
    }
}
