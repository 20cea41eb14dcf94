// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnxruntime;

import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Plugin;
import java.util.List;

/** Brings ONNX Runtime as a backend. */
public final class OnnxRuntimePlugin implements Plugin {

    @Override public String name() { return "onnxruntime"; }

    @Override public int apiVersion() { return Plugin.API; }

    @Override public List<Contribution> contributions() { return List.of(new OnnxRuntime(1, true, true)); }
}
