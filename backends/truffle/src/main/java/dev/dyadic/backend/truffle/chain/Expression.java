// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;

/** The element of a value at one position of a row. Integers and bools come as longs, sign- or zero-extended, floats as doubles. */
abstract class Expression extends Node {

    long asLong(VirtualFrame frame, int i) {
        throw new IllegalStateException("a float where an integer is taken");
    }

    double asDouble(VirtualFrame frame, int i) {
        return asLong(frame, i);
    }
}
