// SPDX-License-Identifier: Apache-2.0
/** ONNX Runtime as one more backend: the oracle and the rival. */
module dev.dyadic.onnxruntime {
    requires dev.dyadic.plugin;
    requires com.microsoft.onnxruntime;

    opens dev.dyadic.onnxruntime to
            dev.dyadic.plugin;

    provides dev.dyadic.plugin.Plugin with dev.dyadic.onnxruntime.OnnxRuntimePlugin;
}
