// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes;

import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Importer;
import dev.dyadic.plugin.program.ProgramFiles;
import java.nio.file.Path;

/** Reads the graph of a compiled program. */
record DyxImporter() implements Importer {

    @Override public String name() { return "dyx"; }

    @Override public String summary() { return "Compiled programs."; }

    @Override public boolean reads(Path file) { return ProgramFiles.isProgram(file); }

    @Override public Graph read(Path file) { return ProgramFiles.read(file).graph(); }
}
