// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.dyadic.ir.type.Element;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which elements of ours are which of ONNX Runtime's; its Java library knows these only. */
final class Elements {

    private static final Map<OnnxJavaType, Element> KNOWN = known();

    private Elements() {}

    static Optional<Element> of(TensorInfo info) {
        return Optional.ofNullable(KNOWN.get(info.type));
    }

    static Optional<OnnxJavaType> java(Element element) {
        return KNOWN.entrySet().stream()
                .filter(entry -> entry.getValue().equals(element))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Map<OnnxJavaType, Element> known() {
        Map<OnnxJavaType, Element> known = new LinkedHashMap<>();
        known.put(OnnxJavaType.FLOAT, Element.F32);
        known.put(OnnxJavaType.DOUBLE, Element.F64);
        known.put(OnnxJavaType.FLOAT16, Element.F16);
        known.put(OnnxJavaType.BFLOAT16, Element.BF16);
        known.put(OnnxJavaType.INT8, Element.I8);
        known.put(OnnxJavaType.INT16, Element.I16);
        known.put(OnnxJavaType.INT32, Element.I32);
        known.put(OnnxJavaType.INT64, Element.I64);
        known.put(OnnxJavaType.UINT8, Element.U8);
        known.put(OnnxJavaType.BOOL, Element.BOOL);
        return known;
    }
}
