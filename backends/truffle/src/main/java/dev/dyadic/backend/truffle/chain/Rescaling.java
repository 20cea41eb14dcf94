// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.IntegerOp.RequantAdd;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.type.Element;
import java.util.OptionalDouble;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Rounded multiples by dyadic numbers, clamped to codes. */
final class Rescaling {

    private Rescaling() {}

    /** {@code x / 2^shift}; half of 2^shift is added before, which cannot overflow: x is below 2^62. */
    private static long shifted(long x, int shift, boolean even) {
        long up = x + (1L << shift - 1) >> shift;
        boolean tie = (x & (1L << shift) - 1) == 1L << shift - 1;
        return even && tie ? up & -2 : up;
    }

    static final class Rescale extends Expression {
        @Child private Expression x;
        @Child private Expression multiplier;
        @Child private Expression shift;
        private final Requant op;
        private final boolean even;
        private final boolean fits;
        private final double scale;

        /** @param scale in lanes, where they can do it */
        Rescale(Requant op, Expression x, Expression multiplier, Expression shift, OptionalDouble scale) {
            this.op = op;
            this.x = x;
            this.multiplier = multiplier;
            this.shift = shift;
            this.even = op.rounding() == Rounding.HALF_EVEN;
            this.fits = scale.isPresent();
            this.scale = scale.orElse(0);
        }

        @Override long asLong(VirtualFrame frame, int i) {
            long product = x.asLong(frame, i) * multiplier.asLong(frame, i);
            long code = shifted(product, (int) shift.asLong(frame, i), even) + op.zero();
            return Math.min(Math.max(code, op.lo()), op.hi());
        }

        @Override boolean hasLanes() { return fits && x.hasLanes(); }

        @Override IntVector lanes(VirtualFrame frame, int i) {
            return Lanes.rescaled(x.lanes(frame, i), scale, op, even);
        }
    }

    static final class AddRescaled extends Expression {
        @Child private Expression a;
        @Child private Expression b;
        private final RequantAdd op;
        private final boolean fits;

        /** @param from the element of both */
        AddRescaled(RequantAdd op, Expression a, Expression b, Element from) {
            this.op = op;
            this.a = a;
            this.b = b;
            this.fits = op.rounding() == Rounding.HALF_UP && op.shift() < 31 && Math.abs(op.zero()) < 1 << 30
                    && most(from, op.aZero(), op.aMultiplier()) + most(from, op.bZero(), op.bMultiplier())
                            + (1L << op.shift() - 1) < 1L << 30;
        }

        private static long most(Element element, long zero, long multiplier) {
            return Math.max(Math.abs(element.min() - zero), Math.abs(element.max() - zero)) * Math.abs(multiplier);
        }

        @Override long asLong(VirtualFrame frame, int i) {
            long sum = (a.asLong(frame, i) - op.aZero()) * op.aMultiplier()
                    + (b.asLong(frame, i) - op.bZero()) * op.bMultiplier();
            long code = shifted(sum, op.shift(), op.rounding() == Rounding.HALF_EVEN) + op.zero();
            return Math.min(Math.max(code, op.lo()), op.hi());
        }

        @Override boolean hasLanes() {
            return fits && a.hasLanes() && b.hasLanes() && op.lo() == (int) op.lo() && op.hi() == (int) op.hi();
        }

        @Override IntVector lanes(VirtualFrame frame, int i) {
            IntVector left = a.lanes(frame, i).sub((int) op.aZero()).mul(op.aMultiplier());
            IntVector right = b.lanes(frame, i).sub((int) op.bZero()).mul(op.bMultiplier());
            IntVector up = left.add(right).add(1 << op.shift() - 1).lanewise(VectorOperators.ASHR, op.shift());
            return up.add((int) op.zero()).max((int) op.lo()).min((int) op.hi());
        }
    }
}
