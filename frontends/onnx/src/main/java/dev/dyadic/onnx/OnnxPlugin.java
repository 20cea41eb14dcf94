// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Plugin;
import java.util.List;

/** Brings the importer of ONNX files. */
public final class OnnxPlugin implements Plugin {

    /** Made by the service loader. */
    public OnnxPlugin() {}

    @Override public String name() { return "onnx"; }

    @Override public int apiVersion() { return Plugin.API; }

    @Override public List<Contribution> contributions() { return List.of(new OnnxImporter()); }
}
