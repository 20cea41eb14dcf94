// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import jdk.incubator.vector.IntVector;

/**
 * The element of a value at one position of a row, or at {@link Lanes#COUNT} neighbouring positions. Integers and bools come as longs,
 * sign- or zero-extended, floats as doubles. In lanes, values are taken modulo 2^32; only where a {@link Integers.Wrap} follows at once
 * may one differ from its lane.
 */
abstract class Expression extends Node {

    long asLong(VirtualFrame frame, int i) {
        throw new IllegalStateException("a float where an integer is taken");
    }

    double asDouble(VirtualFrame frame, int i) {
        return asLong(frame, i);
    }

    /** Whether it can be computed in lanes. */
    boolean hasLanes() {
        return false;
    }

    IntVector lanes(VirtualFrame frame, int i) {
        throw new IllegalStateException("nothing in lanes");
    }
}
