// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.onnx.proto.FunctionProto;
import dev.dyadic.onnx.proto.ModelProto;
import dev.dyadic.onnx.translate.Translations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What all graphs of a model share. */
final class ModelContext {

    private final Translations translations;
    private final OnnxTensors tensors;
    private final Types types;
    private final Refusals refusals = new Refusals();
    private final Map<String, FunctionProto> functions = new HashMap<>();

    ModelContext(ModelProto model, Translations translations, OnnxTensors tensors) {
        this.translations = translations;
        this.tensors = tensors;
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

    Refusals refusals() {
        return refusals;
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
