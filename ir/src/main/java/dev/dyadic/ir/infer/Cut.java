// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.type.Dim;

/** How much a slice takes of one axis. Positions are clamped as ONNX says; negative ones count from the end. */
final class Cut {

    /** Exporters write numbers from here on (and below its negative) for the end of an axis. */
    private static final long FAR = Integer.MAX_VALUE;

    private Cut() {}

    /** The number of positions from start to end by a step; unknown where the signs of symbolic positions are. */
    static Dim size(Dim start, Dim end, long step, Dim dim) {
        if (!dim.isKnown()) return Dim.UNKNOWN;
        long by = Math.clamp(step, -FAR, FAR);
        return by > 0 ? forwards(start, end, by, dim) : backwards(start, end, -by, dim);
    }

    /** The first position taken of an axis of constant size, if any is. */
    static long first(long start, long step, long size) {
        long from = start < 0 ? start + size : start;
        return step > 0 ? Math.clamp(from, 0, size) : Math.clamp(from, 0, Math.max(0, size - 1));
    }

    /** A start beyond the end of the axis needs no clamping: nothing is left either way. */
    private static Dim forwards(Dim start, Dim end, long step, Dim dim) {
        Dim to = position(end, dim).min(dim);
        boolean last = start.isConstant() && start.constant() < 0 && to.equals(dim) && step == 1;
        if (last) return start.constant() < -FAR ? dim : dim.min(Dim.of(-start.constant()));
        Dim from = position(start, dim).max(Dim.ZERO);
        return to.minus(from).ceilDiv(Dim.of(step)).max(Dim.ZERO);
    }

    private static Dim backwards(Dim start, Dim end, long step, Dim dim) {
        Dim last = dim.plus(-1);
        Dim from = position(start, dim).max(Dim.ZERO).min(last);
        Dim to = position(end, dim).max(Dim.of(-1)).min(last);
        return from.minus(to).ceilDiv(Dim.of(step)).max(Dim.ZERO);
    }

    private static Dim position(Dim at, Dim dim) {
        if (!at.isKnown()) return Dim.UNKNOWN;
        if (at.isConstant() && at.constant() >= FAR) return dim;
        if (at.isConstant() && at.constant() <= -FAR) return Dim.of(-1);
        if (at.isNeverNegative()) return at;
        return Dim.of(-1).isAtLeast(at) ? dim.plus(at) : Dim.UNKNOWN;
    }
}
