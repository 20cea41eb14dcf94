// SPDX-License-Identifier: Apache-2.0
/** Reads ONNX models. */
module dev.dyadic.onnx {
    requires transitive dev.dyadic.ir;
    requires com.google.protobuf;

    exports dev.dyadic.onnx;
}
