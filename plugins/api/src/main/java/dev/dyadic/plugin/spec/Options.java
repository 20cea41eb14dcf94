// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.spec;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.op.Mnemonics;
import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.registry.Suggestion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** The options of contributions: the components of their records, in kebab case. */
public final class Options {

    private Options() {}

    /** The names of a contribution's options, in order, each with the type of its values: {@code alpha: a number}. */
    public static SequencedMap<String, String> describe(Contribution contribution) {
        SequencedMap<String, String> options = new LinkedHashMap<>();
        for (RecordComponent component : components(contribution)) {
            options.put(Mnemonics.kebab(component.getName()), OptionType.of(component).describe());
        }
        return options;
    }

    /** A contribution with all its options, as text: what reads back as the same contribution. */
    public static Spec spec(Contribution contribution) {
        SequencedMap<String, Literal> options = new LinkedHashMap<>();
        for (RecordComponent component : components(contribution)) {
            Object value = get(component, contribution);
            options.put(Mnemonics.kebab(component.getName()), OptionType.of(component).print(value));
        }
        return new Spec(contribution.name(), options, "");
    }

    /**
     * A contribution with other options.
     *
     * @param defaults gives what the spec does not say
     * @throws DyadicException if an option is unknown or its value is not of the option's type or range; all are listed
     */
    public static <T extends Contribution> T apply(T defaults, Spec spec) {
        if (spec.options().isEmpty()) return defaults;
        List<RecordComponent> components = components(defaults);
        Map<String, RecordComponent> known = new LinkedHashMap<>();
        for (RecordComponent component : components) known.put(Mnemonics.kebab(component.getName()), component);
        List<Problem> problems = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        spec.options().forEach((name, written) -> {
            RecordComponent component = known.get(name);
            if (component == null) problems.add(unknown(spec.name(), name, written, known.keySet()));
            else OptionType.of(component).read(written, spec.name(), name, problems).ifPresent(value -> values.put(name, value));
        });
        if (!problems.isEmpty()) throw new DyadicException(Fault.USAGE, problems);
        known.forEach((name, component) -> values.computeIfAbsent(name, _ -> get(component, defaults)));
        return make(defaults, components, known.keySet().stream().map(values::get).toList(), spec);
    }

    private static Problem unknown(String owner, String option, Literal written, Set<String> known) {
        String hint = known.isEmpty() ? "It takes no options." : Suggestion.hint(option, known);
        return new Problem(written.where(), owner + " has no option \"" + option + "\".", hint);
    }

    private static List<RecordComponent> components(Contribution contribution) {
        return contribution.getClass().isRecord()
                ? Arrays.asList(contribution.getClass().getRecordComponents())
                : List.of();
    }

    private static Object get(RecordComponent component, Contribution contribution) {
        try {
            return component.getAccessor().invoke(contribution);
        } catch (IllegalAccessException _) {
            throw closed(contribution);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(contribution.name() + ": " + component.getName(), failed.getCause());
        }
    }

    @SuppressWarnings("unchecked") // the constructor is that of the class of defaults
    private static <T extends Contribution> T make(
            T defaults, List<RecordComponent> components, List<Object> values, Spec spec) {
        Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (T) defaults.getClass().getConstructor(types).newInstance(values.toArray());
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof IllegalArgumentException refused) {
                throw new DyadicException(Fault.USAGE, spec.where(), spec.name() + ": " + refused.getMessage());
            }
            throw new IllegalStateException("cannot make " + spec, failed.getCause());
        } catch (ReflectiveOperationException _) {
            throw closed(defaults);
        }
    }

    private static IllegalStateException closed(Contribution contribution) {
        Class<?> type = contribution.getClass();
        return new IllegalStateException(contribution.name() + ": its options cannot be reached: " + type.getName()
                + " must be public, and module " + type.getModule().getName() + " must export "
                + type.getPackageName() + " or open it to dev.dyadic.plugin");
    }
}
