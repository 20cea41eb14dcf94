// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.ir.type.Ranged;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/** What a graph says of its values, put together with what is inferred. */
final class Declared {

    private Declared() {}

    /** What is inferred; where that is nothing, or no more than a name for a size, what is declared. */
    static Fact refined(Fact inferred, Value declared, String what) {
        Type type = inferred.type();
        Type refined = new Type(shape(type.shape(), declared, what), scalar(type, declared, what));
        if (refined.equals(type)) return inferred;
        return new Fact(refined, inferred.constant(), inferred.elements());
    }

    /** The shape with names, made from the name of a value, in the place of unknown sizes. */
    static Shape named(String value, Shape shape) {
        if (!shape.ranked()) return shape;
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            dims.add(shape.dim(axis).isKnown() ? shape.dim(axis) : GraphTypes.fresh(value, axis));
        }
        return Shape.of(dims);
    }

    private static Scalar scalar(Type inferred, Value declared, String what) {
        Scalar said = declared.type().scalar();
        boolean differs = inferred.knownElement().isPresent()
                && declared.type().knownElement().isPresent()
                && !inferred.knownElement().equals(declared.type().knownElement());
        if (differs) throw wrong(inferred, declared, what);
        boolean says = said instanceof Quantized || said instanceof Ranged;
        return says || inferred.knownElement().isEmpty() ? said : inferred.scalar();
    }

    private static Shape shape(Shape inferred, Value declared, String what) {
        Shape said = declared.type().shape();
        if (!said.ranked()) return inferred;
        if (!inferred.ranked()) return named(declared.name(), said);
        if (said.rank() != inferred.rank()) throw wrong(declared.type().with(inferred), declared, what);
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < said.rank(); axis++) {
            Dim found = inferred.dim(axis);
            Dim other = said.dim(axis);
            if (found.isConstant() && other.isConstant() && !found.equals(other)) {
                throw wrong(declared.type().with(inferred), declared, what);
            }
            boolean open = !found.isKnown() || found.equals(GraphTypes.fresh(declared.name(), axis));
            dims.add(open && other.isKnown() ? other : found);
        }
        return Shape.of(dims);
    }

    private static DyadicException wrong(Type inferred, Value declared, String what) {
        return DyadicException.model(
                what + " %" + declared.name(), "is declared as " + declared.type() + ", but it is " + inferred + ".");
    }
}
