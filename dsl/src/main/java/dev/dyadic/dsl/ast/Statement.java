// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.ast;

import dev.dyadic.plugin.recipe.Position;
import dev.dyadic.plugin.spec.Literal;
import dev.dyadic.plugin.spec.Spec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One line of a recipe, as written: names and options are not yet checked. */
public sealed interface Statement {

    /** Where its keyword stands. */
    Position at();

    /** {@code recipe "int8 everywhere"}. */
    record Title(String title, Position at) implements Statement {}

    /** {@code import "int8"}. */
    record Import(Literal.Quoted what, Position at) implements Statement {}

    /** {@code format fp4 = minifloat{exponent=2, mantissa=1}}. */
    record Define(String name, Spec definition, Position at) implements Statement {}

    /** {@code select ffn = linear where name matches "..."}. */
    record Select(String name, Selection selection, Position at) implements Statement {}

    /** {@code calibrate min-max over "calib/" limit 64}. */
    record Calibrate(Spec observer, Optional<Literal.Quoted> over, Optional<Literal.Word> limit,
            Position at) implements Statement {}

    /** {@code apply fuse-gelu, smooth{alpha=0.5} to linear}. */
    record Apply(List<Spec> passes, Optional<Selection> to, Position at) implements Statement {
        public Apply {
            passes = List.copyOf(passes);
        }
    }

    /** {@code quantize linear weights i8 activations u8 optional}. */
    record Quantize(Selection what, Optional<Part> weights, Optional<Part> activations, boolean optional,
            Position at) implements Statement {}

    /** {@code keep f32 for norm optional}. */
    record Keep(Literal.Word element, Selection what, boolean optional, Position at) implements Statement {}

    /** {@code lower integer{gelu=table}}. */
    record Lower(Spec how, Position at) implements Statement {}

    /** {@code expect cosine >= 0.99}. */
    record Expect(Literal.Word measure, String comparison, Literal.Word number, Position at) implements Statement {}

    /** {@code target simd}. */
    record Target(Spec backend, Position at) implements Statement {}

    /** The canonical line. */
    default String text() {
        return switch (this) {
            case Title(var title, _) -> "recipe " + Literal.quote(title);
            case Import(var what, _) -> "import " + what;
            case Define(var name, var definition, _) -> "format " + name + " = " + definition;
            case Select(var name, var selection, _) -> "select " + name + " = " + selection.text();
            case Calibrate(var observer, var over, var limit, _) ->
                "calibrate   " + observer + over.map(data -> " over " + data).orElse("")
                        + limit.map(runs -> " limit " + runs).orElse("");
            case Apply(var passes, var to, _) ->
                "apply       " + passes.stream().map(Spec::toString).collect(Collectors.joining(", "))
                        + to.map(what -> " to " + what.text()).orElse("");
            case Quantize(var what, var weights, var activations, boolean optional, _) ->
                "quantize    " + what.text() + weights.map(part -> " weights " + part.text()).orElse("")
                        + activations.map(part -> " activations " + part.text()).orElse("") + (optional ? " optional" : "");
            case Keep(var element, var what, boolean optional, _) ->
                "keep        " + element + " for " + what.text() + (optional ? " optional" : "");
            case Lower(var how, _) -> "lower       " + how;
            case Expect(var measure, var comparison, var number, _) ->
                "expect      " + measure + " " + comparison + " " + number;
            case Target(var backend, _) -> "target      " + backend;
        };
    }
}
