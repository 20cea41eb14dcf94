// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.text.QirFiles;
import dev.dyadic.plugin.Importer;
import java.nio.file.Path;

/** Reads graphs in their text form, weights beside them. */
record QirImporter() implements Importer {

    @Override public String name() { return "qir"; }

    @Override public String summary() { return "Graphs as text, their weights in a .safetensors beside them."; }

    @Override public boolean reads(Path file) { return file.toString().endsWith(".qir"); }

    @Override public Graph read(Path file) { return QirFiles.read(file); }
}
