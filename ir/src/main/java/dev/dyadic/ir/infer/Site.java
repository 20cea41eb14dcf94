// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.ir.type.Ranged;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.List;
import java.util.Optional;

/** One node as its type rule sees it: what is known of the operands, and the names of the results. */
record Site(Op op, List<Fact> ins, List<String> outs) {

    /** What the elements of an operand must be. */
    enum Want {
        FLOAT("floats"),
        INTEGER("integers"),
        NUMBER("numbers"),
        BOOL("bools");

        private final String words;

        Want(String words) {
            this.words = words;
        }

        private boolean admits(Element element) {
            return switch (this) {
                case FLOAT -> element.isFloat();
                case INTEGER -> element.isInteger();
                case NUMBER -> element.isFloat() || element.isInteger();
                case BOOL -> element.equals(Element.BOOL);
            };
        }
    }

    /** A fault of the model at this node: what was found, and what would be right. */
    DyadicException wrong(String what) {
        return DyadicException.model(op.mnemonic() + " %" + outs.getFirst(), what);
    }

    int count() {
        return ins.size();
    }

    /** Refuses another number of operands. */
    void takes(int least, int most) {
        if (count() >= least && count() <= most) return;
        throw wrong("found " + count() + " operands; it takes " + range(least, most) + ".");
    }

    /** Refuses another number of results. */
    void gives(int least, int most) {
        if (outs.size() >= least && outs.size() <= most) return;
        throw wrong("found " + outs.size() + " results; it gives " + range(least, most) + ".");
    }

    Fact in(int i) {
        return ins.get(i);
    }

    Shape shape(int i) {
        return in(i).shape();
    }

    Optional<Element> element(int i) {
        return in(i).type().knownElement();
    }

    /** The shape of an operand that must have so many axes. */
    Shape shape(int i, int rank) {
        rank(i, rank, rank);
        return shape(i).ranked() ? shape(i) : Shape.ofRank(rank);
    }

    /** The element of an operand, or that nothing is known of it. */
    Scalar scalar(int i) {
        return element(i).<Scalar>map(each -> each).orElse(Scalar.UNKNOWN);
    }

    /** The element of an operand that must be of some sort. */
    Scalar scalar(int i, Want want) {
        Optional<Element> element = element(i);
        if (element.isPresent() && !want.admits(element.get())) {
            throw wrong("operand " + i + " is " + in(i).type() + "; it must hold " + want.words + ".");
        }
        return scalar(i);
    }

    /** What becomes of the elements of an operand that are only moved: codes keep what they stand for. */
    Scalar moved(int i) {
        return switch (in(i).type().scalar()) {
            case Element element -> element;
            case Quantized quantized -> quantized;
            case Ranged ranged -> ranged.element();
            case Scalar.Unknown unknown -> unknown;
        };
    }

    /** Whether an operand's element is this one or not known. */
    boolean mayBe(int i, Element element) {
        return element(i).isEmpty() || element(i).get().equals(element);
    }

    /** Refuses an operand of another element. */
    void must(int i, Element element) {
        if (!mayBe(i, element)) throw wrong("operand " + i + " is " + in(i).type() + "; it must hold " + element + ".");
    }

    /** The one element of these operands. */
    Scalar same(int... operands) {
        Optional<Element> common = Optional.empty();
        for (int i : operands) {
            if (common.isPresent() && !mayBe(i, common.get())) {
                throw wrong("operand " + operands[0] + " is " + in(operands[0]).type() + ", operand " + i + " is " + in(i).type()
                        + "; they must be of one element.");
            }
            if (common.isEmpty()) common = element(i);
        }
        return common.<Scalar>map(each -> each).orElse(Scalar.UNKNOWN);
    }

    /** Refuses an operand of another rank. */
    void rank(int i, int least, int most) {
        if (!shape(i).ranked() || shape(i).rank() >= least && shape(i).rank() <= most) return;
        throw wrong("operand " + i + " is " + in(i).type() + "; it must have " + axes(least, most) + ".");
    }

    /** Refuses an operand that holds more or less than one element. */
    void single(int i) {
        Dim elements = shape(i).elements();
        if (elements.isConstant() && !elements.is(1)) {
            throw wrong("operand " + i + " is " + in(i).type() + "; it must hold one element.");
        }
    }

    /** Two sizes that must be the same, as far as is known; the better known of them. */
    Dim agree(Dim one, Dim other, String what) {
        if (one.isConstant() && other.isConstant() && !one.equals(other)) {
            throw wrong(what + ": found " + one + " and " + other + "; they must be equal.");
        }
        if (one.isConstant()) return one;
        return other.isConstant() || !one.isKnown() ? other : one;
    }

    /** An axis counted from the front. */
    int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw wrong("axis " + axis + " is out of range; there are " + rank + " axes.");
        }
        return Math.toIntExact(axis < 0 ? axis + rank : axis);
    }

    /** The elements of an operand when they are known as numbers. */
    Optional<long[]> numbers(int i) {
        return in(i).numbers();
    }

    /** The one number of an operand, when it is known. */
    Optional<Long> number(int i) {
        single(i);
        return numbers(i).filter(each -> each.length == 1).map(each -> each[0]);
    }

    /** How many elements a vector operand has, when that is a number. */
    Optional<Integer> length(int i) {
        rank(i, 0, 1);
        Dim elements = shape(i).elements();
        return elements.isConstant() ? Optional.of(Math.toIntExact(elements.constant())) : Optional.empty();
    }

    /** A size that depends on data, named after a result and an axis of it. */
    Dim fresh(int out, int axis) {
        return Dim.named(name(outs.get(out)) + "_" + axis);
    }

    /** A shape of which every size depends on data. */
    Shape fresh(int out, int rank, int from) {
        List<Dim> dims = new java.util.ArrayList<>();
        for (int axis = 0; axis < rank; axis++) dims.add(fresh(out, from + axis));
        return Shape.of(dims);
    }

    /** The size an operand gives: a number or in terms of names, unknown when it depends on data. */
    Dim size(int i) {
        single(i);
        return in(i).elements().filter(all -> all.size() == 1).map(List::getFirst).orElse(Dim.UNKNOWN);
    }

    /** A shape with names in the place of sizes of which nothing is known. */
    Shape named(int out, Shape shape) {
        if (!shape.ranked() || shape.isKnown()) return shape;
        List<Dim> dims = new java.util.ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            dims.add(shape.dim(axis).isKnown() ? shape.dim(axis) : fresh(out, axis));
        }
        return Shape.of(dims);
    }

    /** Knowledge of a result of which only the type is known, its unknown sizes named. */
    Fact named(int out, Fact fact) {
        return fact.shape().ranked() && !fact.shape().isKnown() ? Fact.of(fact.type().with(named(out, fact.shape()))) : fact;
    }

    /** One result. */
    static List<Fact> one(Shape shape, Scalar scalar) {
        return List.of(Fact.of(new Type(shape, scalar)));
    }

    /** A value's name as the name of a size; a hash keeps apart what characters that sizes cannot have would make alike. */
    static String name(String out) {
        String legal = out.replaceAll("[^A-Za-z0-9_.]", "_");
        String name = legal.matches("[A-Za-z_].*") ? legal : "_" + legal;
        return name.equals(out) ? name : name + "." + Integer.toHexString(out.hashCode());
    }

    private static String range(int least, int most) {
        if (most == Integer.MAX_VALUE) return least + " or more";
        return least == most ? "" + least : least + " to " + most;
    }

    private static String axes(int least, int most) {
        return range(least, most) + (least == 1 && most == 1 ? " axis" : " axes");
    }
}
