// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The inputs and outputs of a program, as Java. */
public record Ports(Generator.Generated generated) {

    /** The elements that arrays of numpy hold, and so those a program that stands alone can take and give. */
    private static final Set<Element> ELEMENTS = Set.of(
            Element.BOOL, Element.I8, Element.U8, Element.I16, Element.U16, Element.F16, Element.I32, Element.U32, Element.F32,
            Element.I64, Element.U64, Element.F64);

    /** Two methods that give the shapes. */
    public String shapes() {
        return method("inputShape", "input", generated.inputs()) + "\n" + method("outputShape", "output", generated.outputs());
    }

    /** An expression of the list of inputs. */
    public String inputs() {
        return list(generated.inputs());
    }

    /** An expression of the list of outputs. */
    public String outputs() {
        return list(generated.outputs());
    }

    private String method(String name, String of, List<Located> values) {
        var text = new StringBuilder("@Override public long[] " + name + "(int " + of + ") {\nreturn switch (" + of + ") {\n");
        for (int i = 0; i < values.size(); i++) {
            String sizes = located(values.get(i)).shape().dims().stream()
                    .map(generated.draft().sizes()::of)
                    .collect(Collectors.joining(", "));
            text.append("case ").append(i).append(" -> new long[] {").append(sizes).append("};\n");
        }
        return text + "default -> throw new IllegalArgumentException(\"no " + of + " \" + " + of + ");\n};\n}\n";
    }

    private String list(List<Located> values) {
        return values.stream().map(this::port).collect(Collectors.joining(",\n", "List.of(\n", ")"));
    }

    private String port(Located value) {
        Element element = located(value).element();
        if (!ELEMENTS.contains(element)) throw refused(value, "numpy has no arrays of " + element);
        int place = switch (value.place()) {
            case Place.Buffer(int id, _) -> id;
            case Place.Argument _ -> throw new IllegalStateException("an argument is no port");
            case Place.Constant(int id, _) -> -1 - id;
            case Place.Boxed _ -> throw new IllegalStateException("boxed");
        };
        String sizes = value.shape().dims().stream().map(Dim::toString).map(size -> ", " + JavaName.literal(size))
                .collect(Collectors.joining());
        return "Port.of(" + JavaName.literal(value.value().name()) + ", ElementType." + element.toString().toUpperCase(
                java.util.Locale.ROOT) + ", " + place + sizes + ")";
    }

    private Located located(Located value) {
        if (value.isBoxed()) throw refused(value, "its sizes are known only once it is there");
        return value;
    }

    private DyadicException refused(Located value, String why) {
        return DyadicException.model("%" + value.value().name(),
                "is " + value.value().type() + ", which cannot be written as Java: " + why + ".");
    }
}
