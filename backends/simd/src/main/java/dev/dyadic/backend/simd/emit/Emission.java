// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.emit;

import dev.dyadic.backend.simd.generate.Draft;
import dev.dyadic.backend.simd.generate.Generator;
import dev.dyadic.backend.simd.generate.JavaName;
import dev.dyadic.backend.simd.generate.Ports;
import dev.dyadic.backend.simd.generate.SourceWriter;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A graph as Java that needs nothing but the runtime: the program itself, the class that loads it, and a class with a main method.
 *
 * @param name of the class to load it by
 * @param sources by simple name of the class, all of {@link #PACKAGE}
 * @param weights what the resource {@link #WEIGHTS} beside the classes holds
 */
record Emission(String name, SequencedMap<String, String> sources, SequencedMap<String, Tensor> weights) {

    static final String PACKAGE = "dyadic.model";
    static final String WEIGHTS = "weights.safetensors";
    static final String MAIN = "Main";

    /** The folder of the package, with a slash at its end. */
    static String folder() {
        return PACKAGE.replace('.', '/') + "/";
    }

    /**
     * @param name what the model is to be called
     * @throws DyadicException if there are parts of which no Java is generated; all are listed
     */
    static Emission of(String name, Generator.Generated generated) {
        refuseOutside(generated);
        String model = JavaName.camel(name) + "Model";
        String program = JavaName.camel(name) + "Program";
        var ports = new Ports(generated);
        StoredConstants constants = StoredConstants.of(generated.draft().constants());
        SequencedMap<String, String> sources = new LinkedHashMap<>();
        sources.put(program, SourceWriter.write(PACKAGE, program, "ModelProgram", ports.shapes(), generated));
        sources.put(model, LoaderWriter.write(model, program, ports, constants, generated));
        sources.put(MAIN, LoaderWriter.main(model));
        return new Emission(model, sources, constants.arrays());
    }

    private static void refuseOutside(Generator.Generated generated) {
        List<Draft.Outside> outside = generated.draft().outside();
        Graph graph = generated.graph();
        if (outside.isEmpty()) return;
        String nodes = outside.stream()
                .map(each -> "%" + each.node().name() + " (" + each.node().op().mnemonic() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        throw DyadicException.model("graph @" + graph.name(),
                "cannot be written as Java: only the reference computes " + nodes + ".");
    }
}
