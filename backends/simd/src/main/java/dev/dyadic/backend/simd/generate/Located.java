// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;

/** A value, where it lies, and in which order its axes lie there. */
public record Located(Value value, Place place, Layout layout) {

    public Element element() {
        return value.type().element();
    }

    public Shape shape() {
        return value.type().shape();
    }

    public int rank() {
        return shape().rank();
    }

    public boolean isBoxed() {
        return place instanceof Place.Boxed;
    }

    /** Whether it holds just one element, whatever the sizes. */
    boolean isSingle() {
        return shape().dims().stream().allMatch(dim -> dim.is(1));
    }

    /** How far neighbours along an axis are apart. */
    Dim stride(int axis) {
        Dim stride = Dim.ONE;
        for (int i = layout.order().indexOf(axis) + 1; i < rank(); i++) stride = stride.times(shape().dim(layout.order().get(i)));
        return stride;
    }

    /** The Java expression of its array. */
    public String array() {
        return switch (place) {
            case Place.Buffer(_, Storage storage) -> storage.field();
            case Place.Constant(int id, _) -> "c" + id;
            case Place.Argument(int id, _) -> "a" + id;
            case Place.Boxed _ -> throw new IllegalStateException(value.name() + " has no array");
        };
    }

    /** The Java expression of where it begins in its array. */
    public String at() {
        return switch (place) {
            case Place.Buffer(int id, _) -> "at" + id;
            case Place.Constant _ -> "0";
            case Place.Argument(int id, _) -> "p" + id;
            case Place.Boxed _ -> throw new IllegalStateException(value.name() + " has no array");
        };
    }

    /** The Java expression of an element at an offset. */
    public String element(String offset) {
        boolean begins = place instanceof Place.Constant;
        return array() + "[" + (begins ? offset : at() + " + " + offset) + "]";
    }
}
