// SPDX-License-Identifier: Apache-2.0
/** ONNX files to graphs. */
module dev.dyadic.onnx {
    requires transitive dev.dyadic.plugin;
    requires com.google.protobuf;

    exports dev.dyadic.onnx;

    provides dev.dyadic.plugin.Plugin with
            dev.dyadic.onnx.OnnxPlugin;
}
