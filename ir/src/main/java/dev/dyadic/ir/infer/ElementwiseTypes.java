// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The type rules of {@link Elementwise}. */
final class ElementwiseTypes {

    private ElementwiseTypes() {}

    static List<Fact> infer(Elementwise op, Site at) {
        at.gives(1, 1);
        return List.of(
                switch (op) {
                    case Unary unary -> unary(unary, at);
                    case Test _ -> test(at);
                    case Binary binary -> binary(binary, at);
                    case Comparison comparison -> comparison(comparison, at);
                    case Where _ -> where(at);
                    case Cast(Element to, _) -> cast(to, at);
                    case BitCast(Element to) -> bitCast(to, at);
                });
    }

    private static Fact unary(Unary op, Site at) {
        at.takes(1, 1);
        Type type = new Type(at.shape(0), at.scalar(0, wanted(op)));
        return Contents.fact(type, elements(op, at.in(0)));
    }

    private static Want wanted(Unary op) {
        return switch (op) {
            case Abs _, Neg _, Sign _, Relu _ -> Want.NUMBER;
            case Ceil _, Floor _, Round _, Sqrt _, Reciprocal _, Exp _, Log _, Sin _, Cos _, Tan _, Asin _, Acos _, Atan _ ->
                Want.FLOAT;
            case Sinh _, Cosh _, Tanh _, Asinh _, Acosh _, Atanh _, Erf _, Sigmoid _, Softplus _ -> Want.FLOAT;
            case LeakyRelu _, Gelu _, Silu _ -> Want.FLOAT;
            case Not _ -> Want.BOOL;
            case BitwiseNot _ -> Want.INTEGER;
        };
    }

    private static Optional<List<Dim>> elements(Unary op, Fact x) {
        return switch (op) {
            case Neg _ -> Contents.map(x, each -> each.times(Dim.of(-1)));
            case Abs _ -> Contents.map(x, each -> each.max(each.times(Dim.of(-1))));
            case Relu _ -> Contents.map(x, each -> each.max(Dim.ZERO));
            case Not _ -> Contents.map(x, Contents::not);
            case Ceil _, Floor _, Round _ -> x.elements();
            case Sign _, Sqrt _, Reciprocal _, Exp _, Log _, Sin _, Cos _, Tan _, Asin _, Acos _, Atan _ -> Optional.empty();
            case Sinh _, Cosh _, Tanh _, Asinh _, Acosh _, Atanh _, Erf _, Sigmoid _, Softplus _ -> Optional.empty();
            case LeakyRelu _, Gelu _, Silu _, BitwiseNot _ -> Optional.empty();
        };
    }

    private static Fact test(Site at) {
        at.takes(1, 1);
        at.scalar(0, Want.FLOAT);
        return Fact.of(new Type(at.shape(0), Element.BOOL));
    }

    private static Fact binary(Binary op, Site at) {
        at.takes(2, 2);
        Scalar scalar = scalar(op, at);
        Type type = new Type(Broadcasting.all(at), scalar);
        return Contents.fact(type, elements(op, at.in(0), at.in(1)));
    }

    private static Scalar scalar(Binary op, Site at) {
        Want want = switch (op) {
            case Add _, Sub _, Mul _, Div _, Mod _, Fmod _, Pow _, Min _, Max _ -> Want.NUMBER;
            case And _, Or _, Xor _ -> Want.BOOL;
            case BitwiseAnd _, BitwiseOr _, BitwiseXor _, ShiftLeft _, ShiftRight _ -> Want.INTEGER;
        };
        at.scalar(0, want);
        at.scalar(1, want);
        return op instanceof Pow ? at.scalar(0) : at.same(0, 1);
    }

    private static Optional<List<Dim>> elements(Binary op, Fact a, Fact b) {
        boolean integers = a.type().knownElement().filter(Element::isInteger).isPresent();
        return switch (op) {
            case Add _ -> Contents.zip(a, b, Dim::plus);
            case Sub _ -> Contents.zip(a, b, Dim::minus);
            case Mul _ -> Contents.zip(a, b, Dim::times);
            case Div _ -> Contents.zip(a, b, integers ? Contents::quotient : Contents::exactQuotient);
            case Mod _ -> Contents.zip(a, b, Contents::remainder);
            case Min _ -> Contents.zip(a, b, Dim::min);
            case Max _ -> Contents.zip(a, b, Dim::max);
            case And _ -> Contents.zip(a, b, Dim::times);
            case Or _ -> Contents.zip(a, b, Dim::max);
            case Xor _ -> Contents.zip(a, b, (x, y) -> Contents.not(Contents.equal(x, y)));
            case Fmod _, Pow _, BitwiseAnd _, BitwiseOr _, BitwiseXor _, ShiftLeft _, ShiftRight _ -> Optional.empty();
        };
    }

    private static Fact comparison(Comparison op, Site at) {
        at.takes(2, 2);
        at.same(0, 1);
        Type type = new Type(Broadcasting.all(at), Element.BOOL);
        Fact a = at.in(0);
        Fact b = at.in(1);
        return Contents.fact(
                type,
                switch (op) {
                    case Equal _ -> Contents.zip(a, b, Contents::equal);
                    case Less _ -> Contents.zip(a, b, Contents::less);
                    case LessEqual _ -> Contents.zip(a, b, (x, y) -> Contents.not(Contents.less(y, x)));
                    case Greater _ -> Contents.zip(a, b, (x, y) -> Contents.less(y, x));
                    case GreaterEqual _ -> Contents.zip(a, b, (x, y) -> Contents.not(Contents.less(x, y)));
                });
    }

    private static Fact where(Site at) {
        at.takes(3, 3);
        at.scalar(0, Want.BOOL);
        Shape shape = Broadcasting.all(at);
        return Contents.fact(new Type(shape, at.same(1, 2)), chosen(shape, at));
    }

    private static Optional<List<Dim>> chosen(Shape shape, Site at) {
        if (at.ins().stream().anyMatch(in -> in.elements().isEmpty()) || !shape.elements().isConstant()) {
            return Optional.empty();
        }
        List<Dim> chosen = new ArrayList<>();
        for (int i = 0; i < shape.elements().constant(); i++) {
            Dim condition = Contents.element(at.in(0).elements().orElseThrow(), i);
            Dim yes = Contents.element(at.in(1).elements().orElseThrow(), i);
            Dim no = Contents.element(at.in(2).elements().orElseThrow(), i);
            boolean open = !condition.isConstant() && !yes.equals(no);
            chosen.add(open ? Dim.UNKNOWN : condition.is(0) ? no : yes);
        }
        return Optional.of(chosen);
    }

    private static Fact cast(Element to, Site at) {
        at.takes(1, 1);
        Type type = new Type(at.shape(0), to);
        if (!to.equals(Element.BOOL)) return Contents.fact(type, at.in(0).elements());
        return Contents.fact(type, Contents.map(at.in(0), each -> Contents.not(Contents.equal(each, Dim.ZERO))));
    }

    private static Fact bitCast(Element to, Site at) {
        at.takes(1, 1);
        Optional<Element> from = at.element(0);
        if (from.isPresent() && from.get().bits() != to.bits()) {
            throw at.wrong("operand 0 is " + at.in(0).type() + "; only an element of " + to.bits() + " bits becomes " + to + ".");
        }
        return Fact.of(new Type(at.shape(0), to));
    }
}
