// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.emit;

import dev.dyadic.backend.simd.generate.Generator;
import dev.dyadic.backend.simd.generate.JavaName;
import dev.dyadic.backend.simd.generate.Ports;
import dev.dyadic.backend.simd.generate.SourceWriter;
import dev.dyadic.backend.simd.generate.Text;
import java.util.List;
import java.util.stream.Collectors;

/** The class that loads an emitted program, and the one that starts it. */
final class LoaderWriter {

    /** So many constants are made by a method, which may not be longer than 64 KiB. */
    private static final int PART = 200;

    private LoaderWriter() {}

    static String write(
            String model, String program, Ports ports, StoredConstants constants, Generator.Generated generated) {
        List<String> code = constants.code();
        int parts = Math.ceilDiv(code.size(), PART);
        var text = new Text();
        text.line("package " + Emission.PACKAGE + ";").line("");
        text.line("import dev.dyadic.simd.*;");
        text.line("import dev.dyadic.simd.standalone.*;");
        text.line("import java.util.List;").line("");
        text.line("/** Loads the graph @" + SourceWriter.comment(generated.graph().name()) + ". */");
        text.line("public final class " + model + " {").line("");
        text.line("private " + model + "() {}").line("");
        text.line("/** @param threads threads that one run uses, at least 1; results do not depend on it */");
        text.line("public static Model load(int threads) {");
        text.line("WeightFile weights = WeightFile.resource(" + model + ".class, \"" + Emission.WEIGHTS + "\");");
        text.line("Object[] constants = new Object[" + code.size() + "];");
        for (int part = 0; part < parts; part++) text.line("constants" + part + "(weights, constants);");
        text.lines("List<Port> inputs = " + ports.inputs() + ";");
        text.lines("List<Port> outputs = " + ports.outputs() + ";");
        text.line("return new Model(inputs, outputs, " + names(generated) + ", constants, " + program + "::new, threads);");
        text.line("}");
        for (int part = 0; part < parts; part++) {
            text.line("").line("private static void constants" + part + "(WeightFile weights, Object[] c) {");
            for (int i = part * PART; i < Math.min(code.size(), (part + 1) * PART); i++)
                text.line("c[" + i + "] = " + code.get(i) + ";");
            text.line("}");
        }
        return text.line("}").toString();
    }

    private static String names(Generator.Generated generated) {
        return generated.draft().sizes().fields().keySet().stream().map(JavaName::literal)
                .collect(Collectors.joining(", ", "List.of(", ")"));
    }

    static String main(String model) {
        return """
                package %s;

                import dev.dyadic.simd.standalone.CommandLine;

                /** The command line: --inputs DATA [--outputs PATH] [--threads N]. */
                public final class %s {

                    private %2$s() {}

                    public static void main(String[] words) throws InterruptedException {
                        CommandLine.run(%2$s.class, %3$s::load, words);
                    }
                }
                """.formatted(Emission.PACKAGE, Emission.MAIN, model);
    }
}
