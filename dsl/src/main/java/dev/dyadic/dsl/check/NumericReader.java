// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.dsl.ast.Part;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.recipe.Granularity;
import dev.dyadic.plugin.recipe.NumberFormat;
import dev.dyadic.plugin.recipe.Numeric;
import dev.dyadic.plugin.recipe.WeightRounding;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Spec;
import java.util.List;
import java.util.Optional;

/** Reads how weights or activations are quantized. */
final class NumericReader {

    private static final List<String> OPTIONS = List.of("axis", "dynamic", "group", "zero");
    private static final int MOST_AXES = 8;
    private static final int LONGEST_GROUP = 1 << 16;

    private final Registry registry;
    private final FormatNames formats;
    private final Complaints complaints;

    NumericReader(Registry registry, FormatNames formats, Complaints complaints) {
        this.registry = registry;
        this.formats = formats;
        this.complaints = complaints;
    }

    /**
     * Nothing after complaining. Where the recipe does not say, signed integers of weights have no zero point and all
     * others have one.
     */
    Optional<Numeric> read(Part part, boolean ofWeights) {
        Spec spec = part.format();
        Optional<NumberFormat> format = formats.find(spec.name(), spec.where());
        var options = new OptionReader(spec, OPTIONS, complaints);
        Optional<Granularity> granularity = granularity(spec, options);
        Optional<String> zero = options.choice("zero", List.of("none", "free"));
        boolean dynamic = options.flag("dynamic").orElse(false);
        boolean observed = part.observer().stream().allMatch(by -> isKnown(by, ofWeights));
        if (format.isEmpty() || granularity.isEmpty() || options.hasFailed() || !observed) return Optional.empty();
        if (ofWeights && dynamic) {
            complaints.add(spec.options().get("dynamic").where(),
                    "weights do not change from run to run, so they are never dynamic.", "Take dynamic=true away.");
            return Optional.empty();
        }
        if (isGptq(part, ofWeights) && !(format.get() instanceof NumberFormat.Integers)) {
            complaints.add(part.observer().orElseThrow().where(), "gptq rounds to integers, not to " + format.get() + ".",
                    "Take \"by\" away, or use i4{group=32}.");
            return Optional.empty();
        }
        boolean symmetric = zero.map(word -> word.equals("none")).orElse(isSymmetric(format.get(), ofWeights));
        return complaints.attempt(
                spec.where(), () -> new Numeric(format.get(), granularity.get(), symmetric, dynamic, part.observer()));
    }

    private boolean isKnown(Spec by, boolean ofWeights) {
        if (ofWeights) return complaints.attempt(by.where(), () -> WeightRounding.of(by)).isPresent();
        return complaints.attempt(by.where(), () -> registry.get(Observer.class, by)).isPresent();
    }

    private static boolean isGptq(Part part, boolean ofWeights) {
        return ofWeights && part.observer().filter(by -> by.name().equals("gptq")).isPresent();
    }

    private static boolean isSymmetric(NumberFormat format, boolean ofWeights) {
        return !(format instanceof NumberFormat.Integers(var element)) || ofWeights && element.isSigned();
    }

    private Optional<Granularity> granularity(Spec spec, OptionReader options) {
        Optional<Integer> axis = options.whole("axis");
        Optional<Integer> group = options.whole("group");
        if (axis.isPresent() && group.isPresent()) {
            complaints.add(spec.where(), spec.name() + " has a scale per axis or per group, not both.",
                    "Groups lie within one output channel anyway: keep group.");
            return Optional.empty();
        }
        if (axis.isPresent()) return axis(spec, axis.get());
        if (group.isEmpty()) return Optional.of(Granularity.TENSOR);
        if (group.get() >= 2 && group.get() <= LONGEST_GROUP) return Optional.of(new Granularity.PerGroup(group.get()));
        complaints.add(spec.options().get("group").where(),
                "a group has 2 to " + LONGEST_GROUP + " numbers, not " + group.get() + ".", "Usual are 32, 64 and 128.");
        return Optional.empty();
    }

    private Optional<Granularity> axis(Spec spec, int axis) {
        if (axis >= 0 && axis < MOST_AXES) return Optional.of(new Granularity.PerAxis(axis));
        complaints.add(spec.options().get("axis").where(), "axis is 0 to " + (MOST_AXES - 1) + ", not " + axis + ".",
                "axis=0 is a scale per output channel.");
        return Optional.empty();
    }
}
