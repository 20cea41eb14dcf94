// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.ir.op.Elementwise.Comparison;
import dev.dyadic.ir.op.Elementwise.Equal;
import dev.dyadic.ir.op.Elementwise.Greater;
import dev.dyadic.ir.op.Elementwise.GreaterEqual;
import dev.dyadic.ir.op.Elementwise.Less;
import dev.dyadic.ir.op.Elementwise.LessEqual;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Comparing, and choosing by it. A comparison with NaN is false. */
final class Choices {

    private Choices() {}

    static final class Compare extends Expression {
        @Child private Expression a;
        @Child private Expression b;
        private final boolean real;
        private final boolean less;
        private final boolean equal;
        private final boolean greater;
        private final long flip;
        private final VectorOperators.Comparison inLanes;

        /** @param unsigned whether the operands are u64 */
        Compare(Comparison op, Expression a, Expression b, boolean real, boolean unsigned) {
            this.a = a;
            this.b = b;
            this.real = real;
            this.less = op instanceof Less || op instanceof LessEqual;
            this.equal = op instanceof Equal || op instanceof LessEqual || op instanceof GreaterEqual;
            this.greater = op instanceof Greater || op instanceof GreaterEqual;
            this.flip = unsigned ? Long.MIN_VALUE : 0;
            this.inLanes = switch (op) {
                case Equal _ -> VectorOperators.EQ;
                case Less _ -> VectorOperators.LT;
                case LessEqual _ -> VectorOperators.LE;
                case Greater _ -> VectorOperators.GT;
                case GreaterEqual _ -> VectorOperators.GE;
            };
        }

        @Override long asLong(VirtualFrame frame, int i) { return (real ? reals(frame, i) : integers(frame, i)) ? 1 : 0; }

        private boolean reals(VirtualFrame frame, int i) {
            double left = a.asDouble(frame, i);
            double right = b.asDouble(frame, i);
            return less && left < right || equal && left == right || greater && left > right;
        }

        private boolean integers(VirtualFrame frame, int i) {
            long left = a.asLong(frame, i) ^ flip;
            long right = b.asLong(frame, i) ^ flip;
            return less && left < right || equal && left == right || greater && left > right;
        }

        @Override boolean hasLanes() { return !real && flip == 0 && a.hasLanes() && b.hasLanes(); }

        @Override IntVector lanes(VirtualFrame frame, int i) {
            return IntVector.zero(Lanes.INTS).blend(1, a.lanes(frame, i).compare(inLanes, b.lanes(frame, i)));
        }
    }

    static final class Choose extends Expression {
        @Child private Expression condition;
        @Child private Expression a;
        @Child private Expression b;

        Choose(Expression condition, Expression a, Expression b) {
            this.condition = condition;
            this.a = a;
            this.b = b;
        }

        @Override long asLong(VirtualFrame frame, int i) {
            return condition.asLong(frame, i) != 0 ? a.asLong(frame, i) : b.asLong(frame, i);
        }

        @Override double asDouble(VirtualFrame frame, int i) {
            return condition.asLong(frame, i) != 0 ? a.asDouble(frame, i) : b.asDouble(frame, i);
        }

        @Override boolean hasLanes() { return condition.hasLanes() && a.hasLanes() && b.hasLanes(); }

        @Override IntVector lanes(VirtualFrame frame, int i) {
            var chosen = condition.lanes(frame, i).compare(VectorOperators.NE, 0);
            return b.lanes(frame, i).blend(a.lanes(frame, i), chosen);
        }
    }
}
