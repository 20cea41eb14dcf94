// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.ir.reference.Scalars;
import dev.dyadic.ir.type.Element;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Float arithmetic, in f64, rounded once to the element of the result. */
final class Floats {

    private Floats() {}

    static double rounded(double x, boolean single) {
        return single ? (float) x : x;
    }

    /** To f32, or as it is. */
    static final class Round extends Expression {
        @Child private Expression x;
        private final boolean single;

        Round(Expression x, Element to) {
            this.x = x;
            this.single = to.equals(Element.F32);
        }

        @Override double asDouble(VirtualFrame frame, int i) { return rounded(x.asDouble(frame, i), single); }
    }

    /** A function the compiler may look into, or one that it calls. */
    static final class Unary extends Expression {
        @Child private Expression x;
        private final DoubleUnaryOperator function;
        private final boolean called;

        Unary(DoubleUnaryOperator function, boolean called, Expression x) {
            this.function = function;
            this.called = called;
            this.x = x;
        }

        @Override double asDouble(VirtualFrame frame, int i) {
            double value = x.asDouble(frame, i);
            return called ? call(function, value) : function.applyAsDouble(value);
        }

        @TruffleBoundary private static double call(DoubleUnaryOperator function, double x) {
            return function.applyAsDouble(x);
        }
    }

    static final class Binary extends Expression {
        @Child private Expression a;
        @Child private Expression b;
        private final DoubleBinaryOperator function;
        private final boolean called;

        Binary(DoubleBinaryOperator function, boolean called, Expression a, Expression b) {
            this.function = function;
            this.called = called;
            this.a = a;
            this.b = b;
        }

        @Override double asDouble(VirtualFrame frame, int i) {
            double left = a.asDouble(frame, i);
            double right = b.asDouble(frame, i);
            return called ? call(function, left, right) : function.applyAsDouble(left, right);
        }

        @TruffleBoundary private static double call(DoubleBinaryOperator function, double a, double b) {
            return function.applyAsDouble(a, b);
        }
    }

    /** The integer part, or whether it is not 0. */
    static final class Truncate extends Expression {
        @Child private Expression x;
        private final boolean logical;

        Truncate(Expression x, boolean logical) {
            this.x = x;
            this.logical = logical;
        }

        @Override long asLong(VirtualFrame frame, int i) {
            double value = x.asDouble(frame, i);
            if (logical) return value != 0 ? 1 : 0;
            return Math.abs(value) < 0x1p63 ? (long) value : large(value);
        }

        @TruffleBoundary private static long large(double value) {
            return Scalars.truncated(value);
        }
    }

    static final class Quantize extends Expression {
        @Child private Expression x;
        @Child private Expression scale;
        @Child private Expression zero;
        private final boolean single;
        private final long min;
        private final long max;

        Quantize(Expression x, Expression scale, Expression zero, boolean single, Element to) {
            this.x = x;
            this.scale = scale;
            this.zero = zero;
            this.single = single;
            this.min = to.min();
            this.max = to.max();
        }

        @Override long asLong(VirtualFrame frame, int i) {
            double quotient = rounded(rounded(x.asDouble(frame, i), single) / scale.asDouble(frame, i), single);
            double offset = zero.asDouble(frame, i);
            if (Double.isNaN(quotient)) return (long) offset;
            return Math.min(Math.max((long) (Math.rint(quotient) + offset), min), max);
        }
    }

    static final class Dequantize extends Expression {
        @Child private Expression x;
        @Child private Expression scale;
        @Child private Expression zero;
        private final boolean single;

        Dequantize(Expression x, Expression scale, Expression zero, boolean single) {
            this.x = x;
            this.scale = scale;
            this.zero = zero;
            this.single = single;
        }

        @Override double asDouble(VirtualFrame frame, int i) {
            return rounded((x.asDouble(frame, i) - zero.asDouble(frame, i)) * scale.asDouble(frame, i), single);
        }
    }
}
