// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import dev.dyadic.ir.type.Element;
import jdk.incubator.vector.IntVector;

/** Writes a row of elements. */
final class Store extends Node {

    @Child private Expression value;
    private final Element element;
    private final int kind;

    Store(Expression value, Element element) {
        this.value = value;
        this.element = element;
        this.kind = element.equals(Element.F32) ? 0 : element.equals(Element.F64) ? 16 : element.bytes();
    }

    Element element() {
        return element;
    }

    /** Whether rows can be computed in lanes, where leaves take steps of 0 or 1. */
    boolean hasLanes() {
        return value.hasLanes() && kind <= 4 && kind > 0;
    }

    /** As {@link #row}, but for the last positions, fewer than the lanes; gives the position of the first that is left. */
    int lanes(VirtualFrame frame, Object out, int at, int from, int to) {
        int end = from + (to - from) / Lanes.COUNT * Lanes.COUNT;
        switch (kind) {
            case 1 -> {
                byte[] bytes = (byte[]) out;
                for (int i = from; i < end; i += Lanes.COUNT) {
                    Lanes.bytes(stored(frame, i)).intoArray(bytes, at + i);
                }
            }
            case 2 -> {
                short[] shorts = (short[]) out;
                for (int i = from; i < end; i += Lanes.COUNT) {
                    Lanes.shorts(stored(frame, i)).intoArray(shorts, at + i);
                }
            }
            default -> {
                int[] ints = (int[]) out;
                for (int i = from; i < end; i += Lanes.COUNT) stored(frame, i).intoArray(ints, at + i);
            }
        }
        return end;
    }

    /** Storing drops what is above the bits of the storage, and so does for a wrap, unless the element has fewer. */
    private IntVector stored(VirtualFrame frame, int i) {
        boolean fills = element.bits() == 8 * element.bytes();
        return fills && value instanceof Integers.Wrap wrap ? wrap.unwrapped(frame, i) : value.lanes(frame, i);
    }

    /** Positions {@code from} to {@code to} of the row that begins at {@code at}. */
    void row(VirtualFrame frame, Object out, int at, int from, int to) {
        switch (kind) {
            case 0 -> {
                float[] floats = (float[]) out;
                for (int i = from; i < to; i++) floats[at + i] = (float) value.asDouble(frame, i);
            }
            case 1 -> {
                byte[] bytes = (byte[]) out;
                for (int i = from; i < to; i++) bytes[at + i] = (byte) value.asLong(frame, i);
            }
            case 2 -> {
                short[] shorts = (short[]) out;
                for (int i = from; i < to; i++) shorts[at + i] = (short) value.asLong(frame, i);
            }
            case 4 -> {
                int[] ints = (int[]) out;
                for (int i = from; i < to; i++) ints[at + i] = (int) value.asLong(frame, i);
            }
            case 8 -> {
                long[] longs = (long[]) out;
                for (int i = from; i < to; i++) longs[at + i] = value.asLong(frame, i);
            }
            default -> {
                double[] doubles = (double[]) out;
                for (int i = from; i < to; i++) doubles[at + i] = value.asDouble(frame, i);
            }
        }
    }
}
