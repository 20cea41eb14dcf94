// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.ModelProto;
import dev.dyadic.onnx.translate.Family;
import dev.dyadic.plugin.fix.Fixing;
import java.nio.file.Path;
import java.util.Map;

/** Reads ONNX models. */
public final class OnnxFiles {

    private OnnxFiles() {}

    /**
     * Reads a model as a graph of core ops at stage RAW. Its inputs and outputs keep their names and order; inputs that have an
     * initializer are constants. Functions are inlined.
     *
     * @throws DyadicException listing everything that is malformed or not supported
     */
    public static Graph read(Path file) {
        return read(file, Fixing.NONE);
    }

    /**
     * Reads a model for some inputs and sizes only. Fixed inputs are constants, and of an {@code If} that they decide only the branch that is
     * taken is read.
     *
     * @throws DyadicException as {@link #read(Path)}, or if what is fixed does not fit
     */
    public static Graph read(Path file, Fixing fixing) {
        ModelProto model = ProtoFiles.parse(file, ModelProto.parser(), "an ONNX model");
        Path folder = file.toAbsolutePath().getParent();
        String stem = file.getFileName().toString().replaceFirst("\\.onnx$", "");
        return graph(model, folder, stem, fixing);
    }

    /**
     * The graph of a model in memory.
     *
     * @param folder where external data lies
     * @param name what the graph is called when the model does not say
     */
    static Graph graph(ModelProto model, Path folder, String name, Fixing fixing) {
        if (!model.hasGraph()) throw DyadicException.model(name, "holds no graph; is it an ONNX model?");
        GraphProto graph = model.getGraph();
        Map<String, Integer> versions = Scope.versions(model.getOpsetImportList());
        if (model.getIrVersion() < 3) versions.putIfAbsent("", 1);
        ModelContext context = new ModelContext(model, Family.table(), new OnnxTensors(new ExternalData(folder)), fixing);
        Graph imported = read(context, graph, Scope.of(versions), graph.getName().isEmpty() ? name : graph.getName());
        context.refusals().check();
        return imported;
    }

    /** What makes the graph itself unreadable stands at the end of the list. */
    private static Graph read(ModelContext context, GraphProto graph, Scope scope, String name) {
        try {
            return GraphImport.read(context, graph, scope, name);
        } catch (DyadicException e) {
            if (e.fault() == Fault.USAGE) throw e;
            e.problems().forEach(context.refusals()::add);
            context.refusals().check();
            throw e;
        }
    }
}
