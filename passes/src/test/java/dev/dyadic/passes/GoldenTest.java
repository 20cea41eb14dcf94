// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.recipe.Glob;
import dev.dyadic.plugin.recipe.Granularity;
import dev.dyadic.plugin.recipe.Lowering;
import dev.dyadic.plugin.recipe.NumberFormat;
import dev.dyadic.plugin.recipe.Numeric;
import dev.dyadic.plugin.recipe.Position;
import dev.dyadic.plugin.recipe.Recipe;
import dev.dyadic.plugin.recipe.Rule;
import dev.dyadic.plugin.recipe.Selector;
import dev.dyadic.plugin.recipe.StructureKind;
import dev.dyadic.testkit.GoldenFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {

    private static final Position HERE = new Position("golden", 1, 1);

    @TestFactory Stream<DynamicNode> everyPass() { return GoldenFiles.of(new BuiltIns(), GoldenTest::everythingInEightBits); }

    /** Codes of 8 bits for all data and weights, with ranges of a run where a name says so; every value was seen between -1 and 3. */
    private static Context everythingInEightBits(Context context) {
        return context.with(recipe(), (_, watched) -> {
            Map<String, Sketch.Range> ranges = new LinkedHashMap<>();
            watched.keySet().forEach(name -> ranges.put(name, new Sketch.Range(-1, 3)));
            return ranges;
        });
    }

    private static Recipe recipe() {
        var codes = new NumberFormat.Integers(Element.I8);
        var data = new Numeric(codes, Granularity.TENSOR, false, false, Optional.empty());
        var dynamic = new Numeric(codes, Granularity.TENSOR, true, true, Optional.empty());
        var weights = new Numeric(codes, new Granularity.PerAxis(0), true, false, Optional.empty());
        Selector products = new Selector.Or(
                new Selector.Or(new Selector.Kind(StructureKind.LINEAR), new Selector.Kind(StructureKind.CONVOLUTION)),
                new Selector.Kind(StructureKind.EMBEDDING));
        List<Rule> rules = List.of(
                new Rule.Quantize(new Selector.Kind(StructureKind.ANY), Optional.empty(), Optional.of(data), true, HERE),
                new Rule.Quantize(products, Optional.of(weights), Optional.empty(), true, HERE),
                new Rule.Quantize(new Selector.NameMatches(new Glob("dynamic*")), Optional.empty(), Optional.of(dynamic), true,
                        HERE));
        return new Recipe(
                "everything in 8 bits",
                new LinkedHashMap<>(),
                Optional.empty(),
                List.of(),
                rules,
                new Lowering(true, new TreeMap<>()),
                List.of(),
                Optional.empty());
    }
}
