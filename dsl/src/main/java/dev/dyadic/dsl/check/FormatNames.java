// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.dsl.ast.Statement.Define;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Minifloat.Specials;
import dev.dyadic.plugin.Format;
import dev.dyadic.plugin.recipe.BlockScale;
import dev.dyadic.plugin.recipe.Formats;
import dev.dyadic.plugin.recipe.NumberFormat;
import dev.dyadic.plugin.recipe.TableFormat;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.registry.Suggestion;
import dev.dyadic.plugin.spec.Spec;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the names of formats stand for: those defined in the recipe first, then those of plug-ins, then those built in. */
final class FormatNames {

    private static final List<String> FAMILIES = List.of("block", "minifloat", "pow2", "table");
    private static final Pattern INTEGER = Pattern.compile("([iu])(?:nt)?([0-9]{1,6})");

    private final Registry registry;
    private final Complaints complaints;
    private final SequencedMap<String, NumberFormat> defined = new LinkedHashMap<>();
    private final Set<String> spoiled = new HashSet<>();

    FormatNames(Registry registry, Complaints complaints) {
        this.registry = registry;
        this.complaints = complaints;
    }

    SequencedMap<String, NumberFormat> defined() {
        return Collections.unmodifiableSequencedMap(defined);
    }

    void define(Define define) {
        String name = define.name();
        if (Element.parse(name).isPresent() || INTEGER.matcher(name).matches()) {
            complaints.add(define.at(), "\"" + name + "\" is the name of an element, so no format can be called so.",
                    "Choose another name.");
            return;
        }
        Optional<NumberFormat> made = made(name, define.definition());
        if (made.isEmpty()) spoiled.add(name);
        made.ifPresent(format -> defined.put(name, format));
    }

    /** What a name stands for; complains, once, if it stands for nothing. */
    Optional<NumberFormat> find(String name, Object where) {
        if (defined.containsKey(name)) return Optional.of(defined.get(name));
        if (spoiled.contains(name)) return Optional.empty();
        Matcher integer = INTEGER.matcher(name);
        if (integer.matches()) return integer(name, integer.group(1) + Integer.parseInt(integer.group(2)), where);
        Optional<Format> table = registry.find(Format.class, name).or(() -> Formats.builtIn(name));
        if (table.isPresent()) return Optional.of(new NumberFormat.Coded(table.get()));
        if (Element.parse(name).isPresent()) {
            complaints.add(where, "numbers are not quantized to " + name + ".",
                    "Write  keep " + name + " for ...  for what stays as it is.");
            return Optional.empty();
        }
        String hint = Suggestion.hint(name, known()) + " Integers: i2 to i16, u2 to u16.";
        complaints.add(where, "there is no format \"" + name + "\".", hint);
        return Optional.empty();
    }

    private Optional<NumberFormat> integer(String name, String canonical, Object where) {
        Optional<Element> element = Element.parse(canonical).filter(found -> found.bits() <= 16);
        if (element.isEmpty()) {
            complaints.add(where, "integers have 2 to 16 bits: there is no format \"" + name + "\".",
                    "Write, for example,  i8 .");
            return Optional.empty();
        }
        if (canonical.equals(name)) return Optional.of(new NumberFormat.Integers(element.get()));
        complaints.add(where, "there is no format \"" + name + "\".", "Did you mean '" + canonical + "'?");
        return Optional.empty();
    }

    private Set<String> known() {
        Set<String> known = new TreeSet<>(defined.keySet());
        known.addAll(registry.names(Format.class));
        Formats.builtIn().forEach(format -> known.add(format.name()));
        return known;
    }

    private Optional<NumberFormat> made(String name, Spec spec) {
        return switch (spec.name()) {
            case "minifloat" -> minifloat(spec).flatMap(values -> coded(name, spec, values));
            case "table" -> table(spec).flatMap(values -> coded(name, spec, values));
            case "pow2" -> pow2(spec).flatMap(values -> coded(name, spec, values));
            case "block" -> block(name, spec);
            default -> other(name, spec);
        };
    }

    private Optional<NumberFormat> coded(String name, Spec spec, double[] values) {
        return complaints.attempt(spec.where(), () -> new NumberFormat.Coded(new TableFormat(name, spec + ".", values)));
    }

    private Optional<double[]> minifloat(Spec spec) {
        var options = new OptionReader(spec, List.of("exponent", "mantissa", "bias", "specials"), complaints);
        Optional<Integer> exponent = options.required("exponent", options.whole("exponent"));
        Optional<Integer> mantissa = options.required("mantissa", options.whole("mantissa"));
        Optional<Integer> bias = options.whole("bias");
        Optional<String> specials = options.choice("specials", List.of("none", "nan", "ieee"));
        if (options.hasFailed()) return Optional.empty();
        int usual = (1 << Math.clamp(exponent.orElseThrow() - 1, 0, 8)) - 1;
        if (Math.abs(bias.orElse(usual)) > 127) {
            complaints.add(spec.options().get("bias").where(), "minifloat: bias is -127 to 127, not " + bias.get() + ".", "");
            return Optional.empty();
        }
        Specials special = switch (specials.orElse("none")) {
            case "nan" -> Specials.ALL_ONES_NAN;
            case "ieee" -> Specials.IEEE;
            default -> Specials.NONE;
        };
        return complaints.attempt(
                spec.where(),
                () -> Formats.minifloat(exponent.get(), mantissa.orElseThrow(), bias.orElse(usual), special));
    }

    private Optional<double[]> table(Spec spec) {
        var options = new OptionReader(spec, List.of("values"), complaints);
        Optional<double[]> values = options.required("values", options.numbers("values"));
        if (options.hasFailed()) return Optional.empty();
        return complaints.attempt(spec.where(), () -> Formats.table(values.orElseThrow()));
    }

    private Optional<double[]> pow2(Spec spec) {
        var options = new OptionReader(spec, List.of("bits"), complaints);
        int bits = options.whole("bits").orElse(4);
        if (options.hasFailed()) return Optional.empty();
        return complaints.attempt(spec.where(), () -> Formats.powersOfTwo(bits));
    }

    private Optional<NumberFormat> block(String name, Spec spec) {
        var options = new OptionReader(spec, List.of("element", "length", "scale"), complaints);
        Optional<String> element = options.required("element", options.word("element"));
        Optional<Integer> length = options.required("length", options.whole("length"));
        String scale = options.word("scale").orElse("pow2");
        if (options.hasFailed()) return Optional.empty();
        Optional<NumberFormat> numbers = find(element.orElseThrow(), spec.options().get("element").where());
        Optional<BlockScale> scales = scale(scale, spec);
        if (numbers.isEmpty() || scales.isEmpty()) return Optional.empty();
        return complaints.attempt(
                spec.where(), () -> new NumberFormat.Block(name, numbers.get(), length.orElseThrow(), scales.get()));
    }

    private Optional<BlockScale> scale(String name, Spec spec) {
        if (name.equals("pow2")) return Optional.of(new BlockScale.PowerOfTwo());
        if (name.equals("f32")) return Optional.of(new BlockScale.Real());
        Object where = spec.options().get("scale").where();
        Optional<NumberFormat> found = find(name, where);
        if (found.isPresent() && found.get() instanceof NumberFormat.Coded(var format))
            return Optional.of(new BlockScale.Coded(format));
        if (found.isPresent())
            complaints.add(where, "block: scale is pow2, f32 or a format that is a table; found " + name + ".", "");
        return Optional.empty();
    }

    /** A format of a plug-in with other options, or another name of a format without any. */
    private Optional<NumberFormat> other(String name, Spec spec) {
        Optional<Format> builtIn = Formats.builtIn(spec.name());
        if (registry.find(Format.class, spec.name()).isPresent()) {
            return complaints
                    .attempt(spec.where(), () -> registry.get(Format.class, spec))
                    .map(format -> new NumberFormat.Coded(named(name, format)));
        }
        if (builtIn.isPresent() && new OptionReader(spec, List.of(), complaints).hasFailed()) return Optional.empty();
        if (builtIn.isPresent()) return Optional.of(new NumberFormat.Coded(named(name, builtIn.get())));
        Set<String> families = new TreeSet<>(FAMILIES);
        families.addAll(known());
        complaints.add(spec.where(), "there is no kind of format \"" + spec.name() + "\".",
                Suggestion.hint(spec.name(), families));
        return Optional.empty();
    }

    private static Format named(String name, Format format) {
        double[] values = new double[1 << format.table().bits()];
        java.util.Arrays.setAll(values, format.table()::value);
        return new TableFormat(name, format.summary(), values);
    }
}
