// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.recipe.Glob;
import dev.dyadic.plugin.recipe.Lowering;
import dev.dyadic.plugin.recipe.NumberFormat;
import dev.dyadic.plugin.recipe.Recipe;
import dev.dyadic.plugin.recipe.Rule;
import dev.dyadic.plugin.recipe.Selector;
import dev.dyadic.plugin.recipe.StructureKind;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recipe ... */
final class RecipesTest {

    static final String SAMPLE = """
            recipe "int8 everywhere, smoothed"
            import "int8"                                  // a preset
            format fp4   = minifloat{exponent=2, mantissa=1}
            format mxfp4 = block{element=fp4, length=32, scale=pow2}
            format levels = table{values=[-1, 0, 1, 2]}
            select ffn   = linear where name matches "*/intermediate/*"
            calibrate   percentile{share=99.99} over "calib/" limit 256
            apply       fold-batch-norm, fuse-layer-norm, fuse-gelu
            apply       smooth{alpha=0.5} to linear
            quantize    linear or convolution  weights i8{axis=0} activations u8
            quantize    ffn weights i4{group=32} activations i8{dynamic=true} optional
            quantize    op "gather" weights mxfp4
            keep        f32 for "*/pooler/*" optional
            lower       integer{gelu=table, softmax=ibert}
            expect      cosine >= 0.99
            target      simd
            """;

    static Checked check(String text) {
        return Recipes.check(Recipes.parse(text, "test.recipe", Loader.STANDARD), Kitchen.REGISTRY);
    }

    static List<String> presets() {
        return Presets.names();
    }

    @Test void saysWhatItSays() {
        assertEquals(
                """
                recipe "int8 everywhere, smoothed"
                calibrate percentile{share=99.99} over "calib/" limit 256
                apply widen-floats
                apply fold-constants
                apply fold-shapes
                apply remove-identity
                apply share-equal
                apply fold-bias
                apply fold-batch-norm
                apply subpixel-conv
                apply fuse-layer-norm
                apply fuse-rms-norm
                apply fuse-gelu
                apply fuse-silu
                apply fuse-softmax
                apply fuse-mask
                apply remove-dead
                apply fold-batch-norm
                apply fuse-layer-norm
                apply fuse-gelu
                apply smooth{alpha=0.5} to linear
                quantize any activations i8{zero=free}
                quantize embedding weights i8{axis=0, zero=none} optional
                quantize linear or convolution weights i8{axis=0, zero=none} activations u8{zero=free}
                quantize linear and "*/intermediate/*" weights i4{group=32, zero=none} activations i8{zero=free, dynamic=true} optional
                quantize op "gather" weights mxfp4
                keep f32 for "*/pooler/*" optional
                lower integer{gelu=table, softmax=ibert}
                expect cosine >= 0.99
                target simd""",
                check(SAMPLE).recipe().toString());
    }

    @Test void isTypedRecords() {
        Recipe recipe = check(SAMPLE).recipe();
        Rule.Quantize ffn = (Rule.Quantize) recipe.rules().get(3);
        assertEquals(
                new Selector.And(
                        new Selector.Kind(StructureKind.LINEAR), new Selector.NameMatches(new Glob("*/intermediate/*"))),
                ffn.selector());
        assertEquals(new NumberFormat.Integers(Element.I4), ffn.weights().orElseThrow().format());
        assertTrue(ffn.activations().orElseThrow().dynamic());
        assertEquals("test.recipe:11:1", ffn.at().toString());
        assertEquals(OptionalInt.of(256), recipe.calibration().orElseThrow().limit());
        assertEquals("ibert", recipe.lowering().method(Lowering.Option.SOFTMAX));
        assertEquals("half-up", recipe.lowering().method(Lowering.Option.ROUNDING));
        assertEquals(List.of("fp4", "mxfp4", "levels"), List.copyOf(recipe.formats().keySet()));
    }

    @Test void hasATextThatSaysTheSame() {
        Checked once = check(SAMPLE);
        Checked again = check(once.text());
        assertEquals(once.recipe().toString(), again.recipe().toString());
        assertEquals(once.recipe().formats(), again.recipe().formats());
        assertEquals(once.text(), again.text());
        assertFalse(once.text().contains("import"));
    }

    @Test void mayStandInBraces() {
        String braced = "recipe \"x\" {\n  quantize linear weights i8 {\n    axis=0\n  }\n  target simd\n}\n";
        String plain = "recipe \"x\"\nquantize linear weights i8{axis=0}\ntarget simd\n";
        assertEquals(check(plain).text(), check(braced).text());
        assertEquals(check("recipe \"x\"\ntarget simd").text(), check("recipe \"x\" { target simd }").text());
    }

    @Test void goesOnInTheNextLineAfterACommaAndInBrackets() {
        Checked wide = check("apply fuse-gelu, smooth{alpha=0.5} to (linear or norm)");
        Checked tall = check("apply fuse-gelu,\n\n // why\n  smooth{\nalpha=0.5\n} to (linear\n or norm)");
        assertEquals(wide.text(), tall.text());
    }

    @Test void isCalledLikeItsFileWithoutATitle() {
        assertEquals("test", check("target simd").recipe().title());
    }

    @Test void bindsNotTighterThanAndThanOrThanWhere() {
        String text = "quantize not linear and norm or softmax where \"a*\" or name matches \"b\" weights i8";
        Rule rule = check(text).recipe().rules().getFirst();
        assertEquals("(not linear and norm or softmax) and (\"a*\" or \"b\")", rule.selector().toString());
    }

    @Test void takesTheSameSelectorBackFromItsPrint() {
        String selector = "not (linear or op \"conv\") and (\"a\" or feeds \"y\" and not fed by \"x?\")";
        Selector read = check("quantize " + selector + " weights i8").recipe().rules().getFirst().selector();
        assertEquals(selector, read.toString());
    }

    @Test void letsItsOwnRulesOverrideThoseItImports() {
        String text = "import \"int8\"\nquantize any activations u8\nlower none\ncalibrate percentile";
        Recipe recipe = check(text).recipe();
        assertEquals(3, recipe.rules().size());
        assertEquals("quantize any activations u8{zero=free}", recipe.rules().getLast().toString());
        assertFalse(recipe.lowering().integer());
        assertEquals("percentile", recipe.calibration().orElseThrow().observer().name());
    }

    @Test void takesFormatsOfPluginsWithOptions() {
        Recipe recipe = check("format p6 = posit{bits=6}\nquantize linear weights p6\nquantize norm weights posit").recipe();
        assertEquals(6, recipe.formats().get("p6").bits());
        assertEquals(8, ((Rule.Quantize) recipe.rules().getLast()).weights().orElseThrow().format().bits());
    }

    @Test void definesFormatsByTheirValues() {
        Recipe recipe = check(SAMPLE).recipe();
        var fp4 = ((NumberFormat.Coded) recipe.formats().get("fp4")).format().table();
        assertEquals(List.of(0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0), values(fp4).subList(0, 8));
        var levels = ((NumberFormat.Coded) recipe.formats().get("levels")).format().table();
        assertEquals(List.of(-1.0, 0.0, 1.0, 2.0), values(levels));
        NumberFormat.Block block = (NumberFormat.Block) recipe.formats().get("mxfp4");
        assertEquals(32, block.length());
        assertEquals("pow2", block.scale().toString());
    }

    @Test void gathersTheMistakesOfAllLines() {
        var wrong = org.junit.jupiter.api.Assertions.assertThrows(
                dev.dyadic.ir.DyadicException.class,
                () -> check("quantise linear weights i8\nkeep f32 norm\ntarget simd simd\n"));
        assertEquals(3, wrong.problems().size());
        assertEquals(dev.dyadic.ir.DyadicException.Fault.RECIPE, wrong.fault());
    }

    @ParameterizedTest
    @MethodSource("presets") void ofThePresetsIsRightAndCanonical(String name) {
        Source preset = Presets.find(name).orElseThrow();
        Checked once = Recipes.check(Recipes.parse(preset, Loader.STANDARD), Kitchen.REGISTRY);
        assertEquals(once.text(), check(once.text()).text());
        assertEquals(preset.text(), Formatter.format(preset.text(), name));
        assertTrue(Presets.summary(name).endsWith("."), Presets.summary(name));
    }

    private static List<Double> values(dev.dyadic.plugin.ValueTable table) {
        return java.util.stream.IntStream.range(0, 1 << table.bits()).mapToObj(table::value).toList();
    }
}
