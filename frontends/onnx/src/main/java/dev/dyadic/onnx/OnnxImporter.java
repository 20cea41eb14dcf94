// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Importer;
import dev.dyadic.plugin.fix.Fixing;
import java.nio.file.Path;

/** Reads {@code .onnx} models, and tensors in {@code .pb} files. */
record OnnxImporter() implements Importer {

    @Override public String name() { return "onnx"; }

    @Override public String summary() { return "ONNX models, opsets 7 to 25, with external data."; }

    @Override public boolean reads(Path file) { return file.toString().endsWith(".onnx"); }

    @Override public Graph read(Path file) { return OnnxFiles.read(file); }

    @Override public Graph read(Path file, Fixing fixing) { return OnnxFiles.read(file, fixing); }

    @Override public Tensor readTensor(Path file) { return OnnxTensors.read(file); }
}
