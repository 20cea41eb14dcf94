// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import dev.dyadic.plugin.Format;
import dev.dyadic.plugin.recipe.Expectation.Measure;
import dev.dyadic.plugin.recipe.Formats;
import dev.dyadic.plugin.recipe.Lowering;
import dev.dyadic.plugin.recipe.StructureKind;
import java.util.List;
import java.util.stream.Collectors;

/** The reference of the language, for help and for messages. */
public final class Language {

    /**
     * A kind of statements.
     *
     * @param keyword what it begins with
     * @param example one as it should be
     * @param meaning what it does, one or two sentences
     */
    public record Form(String keyword, String example, String meaning) {}

    private static final List<Form> FORMS = List.of(
            new Form("recipe", "recipe \"int8 everywhere\"", "The title; in the first line, if at all."),
            new Form("import", "import \"int8\"", "All that a preset, or a file `*.recipe` beside this one or below, says."),
            new Form("format", "format fp4 = minifloat{exponent=2, mantissa=1}",
                    "Names a format: `minifloat`, `table`, `pow2`, `block`, or one of a plug-in with other options."),
            new Form("select", "select ffn = linear where name matches \"*/intermediate/*\"", "Names a selection of nodes."),
            new Form("calibrate", "calibrate percentile{share=99.99} over \"calib/\" limit 256",
                    "The observer that finds ranges, the data, and how many runs of it."),
            new Form("apply", "apply fold-batch-norm, fuse-gelu",
                    "Passes to run, in order. A selection behind `to` is read; no pass can be kept to one yet, and `compile` says so."),
            new Form("quantize", "quantize linear weights i8{axis=0} activations u8",
                    "How weights, activations, or both are quantized. Later rules override earlier ones."),
            new Form("keep", "keep f32 for \"*/pooler/*\" optional",
                    "Leaves nodes in f32 or f16. With `optional` a rule may match nothing."),
            new Form("lower", "lower integer{gelu=table}",
                    "Whether arithmetic becomes integer, and by which methods; or `none`."),
            new Form("expect", "expect cosine >= 0.99", "What the program must reach."),
            new Form("target", "target simd", "The backend it is meant for."));

    private Language() {}

    /** All kinds of statements, in the order they usually stand in. */
    public static List<Form> statements() {
        return FORMS;
    }

    /** The reference as Markdown tables. */
    public static String markdown() {
        var text = new StringBuilder("| Statement | Meaning |\n|---|---|\n");
        for (Form form : FORMS) text.append("| `%s` | %s |\n".formatted(form.example(), form.meaning()));
        text.append("\n| Words | |\n|---|---|\n");
        row(text, "Kinds of nodes", StructureKind.words());
        row(text, "Formats", Formats.builtIn().stream().map(Format::name).toList());
        row(text, "Measures", Measure.words());
        for (Lowering.Option option : Lowering.Option.values())
            row(text, "`lower integer{" + option + "=...}`", option.methods());
        row(text, "Presets", Presets.names());
        return text.toString();
    }

    /** What a statement with this keyword may look like. */
    public static String example(String keyword) {
        return FORMS.stream().filter(form -> form.keyword().equals(keyword)).findFirst().orElseThrow().example();
    }

    private static void row(StringBuilder text, String title, List<String> words) {
        String all = words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
        text.append("| %s | %s |\n".formatted(title, all));
    }
}
