// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import jdk.incubator.vector.IntVector;

/** A constant of one element: the compiler sees its value. */
final class Literal extends Expression {

    private final long integer;
    private final double real;

    Literal(long integer, double real) {
        this.integer = integer;
        this.real = real;
    }

    @Override long asLong(VirtualFrame frame, int i) { return integer; }

    @Override boolean hasLanes() { return integer == (int) integer; }

    @Override IntVector lanes(VirtualFrame frame, int i) { return IntVector.broadcast(Lanes.INTS, (int) integer); }

    @Override double asDouble(VirtualFrame frame, int i) { return real; }
}
