// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.ir.op.IntegerOp.RequantAdd;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.type.Element;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Integer arithmetic, in 64 bits, wrapped to the element of the result where it could leave it. */
final class Integers {

    private Integers() {}

    /** The low bits, extended; bool is whether it is not 0. */
    static final class Wrap extends Expression {
        @Child private Expression x;
        private final int unused;
        private final boolean signed;
        private final boolean logical;

        Wrap(Expression x, Element to) {
            this.x = x;
            this.unused = 64 - to.bits();
            this.signed = to.isSigned();
            this.logical = to.equals(Element.BOOL);
        }

        @Override long asLong(VirtualFrame frame, int i) {
            long value = x.asLong(frame, i);
            if (logical) return value != 0 ? 1 : 0;
            return signed ? value << unused >> unused : value << unused >>> unused;
        }
    }

    static final class Unary extends Expression {
        @Child private Expression x;
        private final LongUnaryOperator function;

        Unary(LongUnaryOperator function, Expression x) {
            this.function = function;
            this.x = x;
        }

        @Override long asLong(VirtualFrame frame, int i) { return function.applyAsLong(x.asLong(frame, i)); }
    }

    static final class Binary extends Expression {
        @Child private Expression a;
        @Child private Expression b;
        private final LongBinaryOperator function;

        Binary(LongBinaryOperator function, Expression a, Expression b) {
            this.function = function;
            this.a = a;
            this.b = b;
        }

        @Override long asLong(VirtualFrame frame, int i) {
            return function.applyAsLong(a.asLong(frame, i), b.asLong(frame, i));
        }
    }

    static final class Clamp extends Expression {
        @Child private Expression x;
        private final long lo;
        private final long hi;

        Clamp(Expression x, long lo, long hi) {
            this.x = x;
            this.lo = lo;
            this.hi = hi;
        }

        @Override long asLong(VirtualFrame frame, int i) { return Math.min(Math.max(x.asLong(frame, i), lo), hi); }
    }

    /** {@code x / 2^shift}; half of 2^shift is added before, which cannot overflow: x is below 2^62. */
    static long shifted(long x, int shift, boolean even) {
        long up = x + (1L << shift - 1) >> shift;
        boolean tie = (x & (1L << shift) - 1) == 1L << shift - 1;
        return even && tie ? up & -2 : up;
    }

    static final class Rescale extends Expression {
        @Child private Expression x;
        @Child private Expression multiplier;
        @Child private Expression shift;
        private final long zero;
        private final long lo;
        private final long hi;
        private final boolean even;

        Rescale(Requant op, Expression x, Expression multiplier, Expression shift) {
            this.x = x;
            this.multiplier = multiplier;
            this.shift = shift;
            this.zero = op.zero();
            this.lo = op.lo();
            this.hi = op.hi();
            this.even = op.rounding() == Rounding.HALF_EVEN;
        }

        @Override long asLong(VirtualFrame frame, int i) {
            long product = x.asLong(frame, i) * multiplier.asLong(frame, i);
            return Math.min(Math.max(shifted(product, (int) shift.asLong(frame, i), even) + zero, lo), hi);
        }
    }

    static final class AddRescaled extends Expression {
        @Child private Expression a;
        @Child private Expression b;
        private final RequantAdd op;

        AddRescaled(RequantAdd op, Expression a, Expression b) {
            this.op = op;
            this.a = a;
            this.b = b;
        }

        @Override long asLong(VirtualFrame frame, int i) {
            long sum = (a.asLong(frame, i) - op.aZero()) * op.aMultiplier()
                    + (b.asLong(frame, i) - op.bZero()) * op.bMultiplier();
            long code = shifted(sum, op.shift(), op.rounding() == Rounding.HALF_EVEN) + op.zero();
            return Math.min(Math.max(code, op.lo()), op.hi());
        }
    }

    static final class Table extends Expression {
        @Child private Expression x;
        private final int least;
        private final long[] entries;

        Table(Expression x, long least, long[] entries) {
            this.x = x;
            this.least = (int) least;
            this.entries = entries;
        }

        @Override long asLong(VirtualFrame frame, int i) { return entries[(int) x.asLong(frame, i) - least]; }
    }
}
