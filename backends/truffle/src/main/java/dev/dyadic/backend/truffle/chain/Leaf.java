// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.ir.type.Element;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/** An element of an operand, whose array, start and step stand in the frame: broadcasting is a step of 0. */
abstract class Leaf extends Expression {

    final int number;

    private Leaf(int number) {
        this.number = number;
    }

    static Leaf of(Element element, int number) {
        if (element.equals(Element.F32)) return new Floats(number);
        if (element.equals(Element.F64)) return new Doubles(number);
        long mask = element.isSigned() ? -1 : element.bytes() == 8 ? -1 : (1L << 8 * element.bytes()) - 1;
        return switch (element.bytes()) {
            case 1 -> new Bytes(number, mask);
            case 2 -> new Shorts(number, mask);
            case 4 -> new Ints(number, mask);
            default -> new Longs(number);
        };
    }

    final Object array(VirtualFrame frame) {
        return frame.getObjectStatic(3 * number);
    }

    final int at(VirtualFrame frame, int i) {
        return frame.getIntStatic(3 * number + 1) + i * frame.getIntStatic(3 * number + 2);
    }

    /** In lanes a step is 0 or 1. */
    final boolean isOne(VirtualFrame frame) {
        return frame.getIntStatic(3 * number + 2) == 0;
    }

    private static final class Bytes extends Leaf {
        private final long mask;

        Bytes(int number, long mask) {
            super(number);
            this.mask = mask;
        }

        @Override long asLong(VirtualFrame frame, int i) { return ((byte[]) array(frame))[at(frame, i)] & mask; }

        @Override boolean hasLanes() { return true; }

        @Override IntVector lanes(VirtualFrame frame, int i) {
            byte[] bytes = (byte[]) array(frame);
            if (isOne(frame)) return IntVector.broadcast(Lanes.INTS, (int) asLong(frame, i));
            IntVector loaded = Lanes.widened(ByteVector.fromArray(Lanes.BYTES, bytes, at(frame, i)));
            return mask < 0 ? loaded : loaded.and((int) mask);
        }
    }

    private static final class Shorts extends Leaf {
        private final long mask;

        Shorts(int number, long mask) {
            super(number);
            this.mask = mask;
        }

        @Override long asLong(VirtualFrame frame, int i) { return ((short[]) array(frame))[at(frame, i)] & mask; }

        @Override boolean hasLanes() { return true; }

        @Override IntVector lanes(VirtualFrame frame, int i) {
            short[] shorts = (short[]) array(frame);
            if (isOne(frame)) return IntVector.broadcast(Lanes.INTS, (int) asLong(frame, i));
            IntVector loaded = Lanes.widened(ShortVector.fromArray(Lanes.SHORTS, shorts, at(frame, i)));
            return mask < 0 ? loaded : loaded.and((int) mask);
        }
    }

    private static final class Ints extends Leaf {
        private final long mask;

        Ints(int number, long mask) {
            super(number);
            this.mask = mask;
        }

        @Override long asLong(VirtualFrame frame, int i) { return ((int[]) array(frame))[at(frame, i)] & mask; }

        @Override boolean hasLanes() { return mask < 0; }

        @Override IntVector lanes(VirtualFrame frame, int i) {
            if (isOne(frame)) return IntVector.broadcast(Lanes.INTS, (int) asLong(frame, i));
            return IntVector.fromArray(Lanes.INTS, (int[]) array(frame), at(frame, i));
        }
    }

    private static final class Longs extends Leaf {
        Longs(int number) {
            super(number);
        }

        @Override long asLong(VirtualFrame frame, int i) { return ((long[]) array(frame))[at(frame, i)]; }
    }

    private static final class Floats extends Leaf {
        Floats(int number) {
            super(number);
        }

        @Override double asDouble(VirtualFrame frame, int i) { return ((float[]) array(frame))[at(frame, i)]; }
    }

    private static final class Doubles extends Leaf {
        Doubles(int number) {
            super(number);
        }

        @Override double asDouble(VirtualFrame frame, int i) { return ((double[]) array(frame))[at(frame, i)]; }
    }
}
