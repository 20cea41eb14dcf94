// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.plugin.spec.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What is to become of a model, checked against the registry but not yet against a graph: imports are inlined,
 * selections replaced by what they stand for, rules without any effect left out.
 *
 * @param title the text behind {@code recipe}; the name of the file where there is none
 * @param formats those the recipe defines, by name, in the order of their definition
 * @param calibration empty where the recipe does not say how ranges are found
 * @param steps in the order they run
 * @param rules in order; of two about the same part of a node the later one holds
 * @param target the backend it is meant for
 */
public record Recipe(
        String title,
        SequencedMap<String, NumberFormat> formats,
        Optional<Calibration> calibration,
        List<Step> steps,
        List<Rule> rules,
        Lowering lowering,
        List<Expectation> expectations,
        Optional<Spec> target) {

    public Recipe {
        formats = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(formats));
        steps = List.copyOf(steps);
        rules = List.copyOf(rules);
        expectations = List.copyOf(expectations);
    }

    /** One line for each thing it says, definitions of formats left out. Equal texts and formats mean equal recipes. */
    @Override public String toString() {
        List<Object> lines = new ArrayList<>();
        lines.add("recipe " + dev.dyadic.plugin.spec.Literal.quote(title));
        calibration.ifPresent(lines::add);
        lines.addAll(steps);
        lines.addAll(rules);
        lines.add(lowering);
        lines.addAll(expectations);
        target.ifPresent(spec -> lines.add("target " + spec));
        return lines.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
