// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.spec;

import dev.dyadic.ir.Problem;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.registry.Suggestion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What values an option takes. */
sealed interface OptionType {

    enum Plain implements OptionType {
        BOOLEAN("true or false"),
        INT("a whole number of 32 bits"),
        LONG("a whole number"),
        DOUBLE("a number"),
        STRING("a text in quotes"),
        ELEMENT("an element such as f32 or i8");

        private final String words;

        Plain(String words) {
            this.words = words;
        }
    }

    record OneOf(Class<?> type) implements OptionType {}

    record Several(OptionType each) implements OptionType {}

    static OptionType of(RecordComponent component) {
        return of(component.getGenericType(), component);
    }

    private static OptionType of(Type type, RecordComponent component) {
        if (type == boolean.class || type == Boolean.class) return Plain.BOOLEAN;
        if (type == int.class || type == Integer.class) return Plain.INT;
        if (type == long.class || type == Long.class) return Plain.LONG;
        if (type == double.class || type == Double.class) return Plain.DOUBLE;
        if (type == String.class) return Plain.STRING;
        if (type == Element.class) return Plain.ELEMENT;
        if (type instanceof Class<?> each && each.isEnum()) return new OneOf(each);
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new Several(of(list.getActualTypeArguments()[0], component));
        }
        throw new IllegalStateException(component.getDeclaringRecord().getName() + "." + component.getName()
                + ": an option is a boolean, int, long, double, String, enum, Element, or a List of those, not "
                + type.getTypeName());
    }

    default String describe() {
        return switch (this) {
            case Plain plain -> plain.words;
            case OneOf(var type) -> "one of " + String.join(", ", words(type));
            case Several(var each) -> "a list, [..], each " + each.describe();
        };
    }

    default Literal print(Object value) {
        return switch (this) {
            case Plain.STRING -> new Literal.Quoted((String) value, "");
            case Plain _ -> new Literal.Word(value.toString(), "");
            case OneOf _ -> new Literal.Word(word(value), "");
            case Several(var each) ->
                new Literal.Items(
                        ((List<?>) value).stream().map(each::print).toList(), "");
        };
    }

    /** The value; nothing after adding what is wrong to the problems. */
    default Optional<Object> read(Literal written, String owner, String option, List<Problem> problems) {
        if (this instanceof Several(var each) && written instanceof Literal.Items(var items, _)) {
            List<Object> values = new ArrayList<>();
            for (Literal item : items) each.read(item, owner, option, problems).ifPresent(values::add);
            return Optional.of(List.copyOf(values));
        }
        Optional<Object> value = switch (written) {
            case Literal.Word(var text, _) -> word(text);
            case Literal.Quoted(var text, _) -> this == Plain.STRING ? Optional.of(text) : Optional.empty();
            case Literal.Items _ -> Optional.empty();
        };
        if (value.isEmpty()) problems.add(mistyped(written, owner, option));
        return value;
    }

    private Optional<Object> word(String text) {
        try {
            return switch (this) {
                case Plain.BOOLEAN -> text.matches("true|false") ? Optional.of(text.equals("true")) : Optional.empty();
                case Plain.INT -> Optional.of(Integer.parseInt(text));
                case Plain.LONG -> Optional.of(Long.parseLong(text));
                case Plain.DOUBLE -> text.matches("[-+.0-9eE]+") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
                case Plain.STRING -> Optional.of(text);
                case Plain.ELEMENT -> Element.parse(text).map(Object.class::cast);
                case OneOf(var type) -> Arrays.<Object>stream(type.getEnumConstants())
                        .filter(each -> word(each).equals(text))
                        .findFirst();
                case Several _ -> Optional.empty();
            };
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Problem mistyped(Literal written, String owner, String option) {
        String what = owner + ": " + option + " is " + describe() + "; found " + written + ".";
        String hint = this instanceof OneOf(var type)
                ? Suggestion.among(written.toString(), words(type))
                        .map(word -> "Did you mean '" + word + "'?")
                        .orElse("")
                : "";
        return new Problem(written.where(), what, hint);
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(OptionType::word).toList();
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
