// SPDX-License-Identifier: Apache-2.0
/** ONNX files to graphs. */
module dev.dyadic.onnx {
    requires dev.dyadic.plugin;
    requires com.google.protobuf;
}
