// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.reference.Scalars;
import dev.dyadic.ir.type.Element;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

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

        @Override boolean hasLanes() { return x.hasLanes() && !logical && unused >= (signed ? 32 : 33); }

        @Override IntVector lanes(VirtualFrame frame, int i) {
            IntVector value = x.lanes(frame, i);
            if (unused == 32) return value;
            if (!signed) return value.and((1 << 64 - unused) - 1);
            return value.lanewise(VectorOperators.LSHL, unused - 32).lanewise(VectorOperators.ASHR, unused - 32);
        }

        /** In lanes as they are to be stored: only the low bits count. */
        IntVector unwrapped(VirtualFrame frame, int i) {
            return x.lanes(frame, i);
        }
    }

    static final class OfOne extends Expression {
        @Child private Expression x;
        private final LongUnaryOperator function;

        OfOne(LongUnaryOperator function, Expression x) {
            this.function = function;
            this.x = x;
        }

        @Override long asLong(VirtualFrame frame, int i) { return function.applyAsLong(x.asLong(frame, i)); }
    }

    static final class OfTwo extends Expression {
        @Child private Expression a;
        @Child private Expression b;
        private final LongBinaryOperator function;
        private final Optional<VectorOperators.Binary> inLanes;

        OfTwo(Elementwise.Binary op, Element element, Expression a, Expression b) {
            this.function = Scalars.integers(op, element);
            this.inLanes = inLanes(op);
            this.a = a;
            this.b = b;
        }

        @Override long asLong(VirtualFrame frame, int i) {
            return function.applyAsLong(a.asLong(frame, i), b.asLong(frame, i));
        }

        @Override boolean hasLanes() { return inLanes.isPresent() && a.hasLanes() && b.hasLanes(); }

        @Override IntVector lanes(VirtualFrame frame, int i) {
            return a.lanes(frame, i).lanewise(inLanes.get(), b.lanes(frame, i));
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

        @Override boolean hasLanes() { return x.hasLanes() && lo == (int) lo && hi == (int) hi; }

        @Override IntVector lanes(VirtualFrame frame, int i) { return x.lanes(frame, i).max((int) lo).min((int) hi); }
    }

    /** What does it in lanes; wrapping at 32 bits does no harm, since what follows wraps at 32 or less. */
    private static Optional<VectorOperators.Binary> inLanes(Elementwise.Binary op) {
        return switch (op) {
            case Add _ -> Optional.of(VectorOperators.ADD);
            case Sub _ -> Optional.of(VectorOperators.SUB);
            case Mul _ -> Optional.of(VectorOperators.MUL);
            case Min _ -> Optional.of(VectorOperators.MIN);
            case Max _ -> Optional.of(VectorOperators.MAX);
            case BitwiseAnd _ -> Optional.of(VectorOperators.AND);
            case BitwiseOr _ -> Optional.of(VectorOperators.OR);
            case BitwiseXor _ -> Optional.of(VectorOperators.XOR);
            case Div _, Mod _, Fmod _, Pow _, And _, Or _, Xor _, ShiftLeft _, ShiftRight _ -> Optional.empty();
        };
    }
}
