// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A draft as one Java class. */
public final class SourceWriter {

    /** The letters of {@link Storage}, in its order. */
    private static final String KINDS = "bsilfd";

    private SourceWriter() {}

    /** The source of a public final class that extends {@code dev.dyadic.simd.Program}. */
    public static String write(String packageName, String className, Generator.Generated generated) {
        return write(packageName, className, "Program", "", generated);
    }

    /**
     * The source of a public final class.
     *
     * @param base the class it extends, a program of the runtime
     * @param members further members of the class, lines of Java
     */
    public static String write(String packageName, String className, String base, String members, Generator.Generated generated) {
        Draft draft = generated.draft();
        List<Step> steps = draft.steps();
        var text = new Text();
        text.line("package " + packageName + ";").line("");
        text.line("import dev.dyadic.simd.*;");
        if (!members.isEmpty()) text.line("import dev.dyadic.simd.standalone.*;");
        for (String type : List.of("FloatVector", "IntVector", "VectorOperators"))
            text.line("import jdk.incubator.vector." + type + ";");
        text.line("");
        text.line("/** The graph @" + comment(generated.graph().name()) + " as a program. */");
        text.line("@SuppressWarnings(\"all\")");
        text.line("public final class " + className + " extends " + base + " {").line("");
        fields(text, draft);
        constructor(text, className, generated);
        sizes(text, draft);
        if (!members.isEmpty()) text.line("").lines(members);
        run(text, steps);
        for (int i = 0; i < steps.size(); i++) {
            text.line("");
            text.line("/** " + comment(steps.get(i).title()) + ". */");
            text.line("private void step" + i + "(int task) {");
            text.lines(steps.get(i).body());
            text.line("}");
        }
        draft.methods().forEach((body, name) -> text.line("").lines("private void " + name + body).line("}"));
        return text.line("}").toString();
    }

    private static void fields(Text text, Draft draft) {
        for (int i = 0; i < draft.constants().size(); i++)
            text.line("private final " + ConstantType.of(draft.constants().get(i)) + " c" + i + ";");
        for (int i = 0; i < draft.buffers().size(); i++) text.line("private int at" + i + ";");
        for (String field : draft.sizes().fields().values()) text.line("private int " + field + ";");
    }

    private static void constructor(Text text, String className, Generator.Generated generated) {
        Draft draft = generated.draft();
        int count = draft.buffers().size();
        int[] first = new int[count];
        int[] last = new int[count];
        java.util.Arrays.fill(first, Integer.MAX_VALUE);
        java.util.Arrays.fill(last, -1);
        List<Step> steps = draft.steps();
        for (int i = 0; i < steps.size(); i++) {
            for (int buffer : steps.get(i).touched()) {
                first[buffer] = Math.min(first[buffer], i);
                last[buffer] = Math.max(last[buffer], i);
            }
        }
        for (Located input : generated.inputs()) {
            if (!(input.place() instanceof Place.Buffer(int id, _))) continue;
            first[id] = 0;
            last[id] = Math.max(last[id], 0);
        }
        for (Located output : generated.outputs()) if (output.place() instanceof Place.Buffer(int id, _)) last[id] = steps.size();
        text.line("");
        text.line("public " + className + "(Object[] constants, Workers workers, Outside outside) {");
        text.line("super(\"" + kinds(draft) + "\", " + ints(first) + ", " + ints(last) + ", " + draft.boxes()
                + ", workers, outside);");
        for (int i = 0; i < draft.constants().size(); i++)
            text.line("c" + i + " = (" + ConstantType.of(draft.constants().get(i)) + ") constants[" + i + "];");
        text.line("}");
    }

    private static String kinds(Draft draft) {
        return draft.buffers().stream()
                .map(buffer -> KINDS.substring(buffer.storage().ordinal(), buffer.storage().ordinal() + 1))
                .collect(Collectors.joining());
    }

    private static String ints(int[] values) {
        return IntStream.of(values).mapToObj(Integer::toString).collect(Collectors.joining(", ", "new int[] {", "}"));
    }

    private static void sizes(Text text, Draft draft) {
        text.line("");
        text.line("@Override protected void size(int[] named) {");
        int i = 0;
        for (String field : draft.sizes().fields().values()) text.line(field + " = named[" + i++ + "];");
        draft.checks().forEach(text::line);
        text.line("}").line("");
        text.line("@Override protected long[] counts() {");
        // As long, for products of sizes may be beyond int.
        for (String field : draft.sizes().fields().values()) text.line("final long " + field + " = this." + field + ";");
        text.line("return new long[] {");
        List<String> counts = new ArrayList<>();
        for (Draft.BufferSpec buffer : draft.buffers()) counts.add(buffer.count());
        text.lines(String.join(",\n", counts));
        text.line("};");
        text.line("}").line("");
        text.line("@Override protected void settle() {");
        for (int b = 0; b < draft.buffers().size(); b++) text.line("at" + b + " = at(" + b + ");");
        text.line("}");
    }

    private static void run(Text text, List<Step> steps) {
        text.line("");
        text.line("@Override public void run() {");
        for (int i = 0; i < steps.size(); i++) {
            text.line("tasks(" + i + ", " + steps.get(i).tasks() + ");");
        }
        text.line("}").line("");
        text.line("@Override public void task(int step, int task) {");
        text.line("switch (step) {");
        for (int i = 0; i < steps.size(); i++) {
            text.line("case " + i + " -> step" + i + "(task);");
        }
        text.line("default -> throw new IllegalArgumentException(\"no step \" + step);");
        text.line("}");
        text.line("}");
    }

    /** Text that cannot end a comment nor hide anything in it. */
    public static String comment(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?").replace("*/", "* /").replace("\\", "/").replace("@", "(at)");
    }
}
