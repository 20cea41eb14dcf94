// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;

/** What becomes of the sums of a tile's row. The row's results go to r13. */
public enum Epilogue {
    /** Stores them. */
    SUMS(4) {
        @Override void row(Assembly code, Shape shape, int row) { store(code, shape, row); }
    },
    /** Requantizes them by the table at r8, and stores bytes. */
    CODES(1) {
        @Override void row(Assembly code, Shape shape, int row) {
            for (int v = 0; v < shape.vectors(); v++) Requantizing.vector(code, shape, row, v);
            Requantizing.store(code, shape, row);
        }
    },
    /** As {@link #CODES}, in fewer steps, by a table that holds what they need. */
    DIRECT_CODES(1) {
        @Override void row(Assembly code, Shape shape, int row) {
            for (int v = 0; v < shape.vectors(); v++) Requantizing.direct(code, shape, row, v);
            Requantizing.store(code, shape, row);
        }
    },
    /** As {@link #CODES}, where every code of u8 may come out: storing clamps. */
    ALL_U8(1) {
        @Override void row(Assembly code, Shape shape, int row) { Requantizing.all(code, shape, row, false); }
    },
    /** As {@link #ALL_U8}, of i8. */
    ALL_I8(1) {
        @Override void row(Assembly code, Shape shape, int row) { Requantizing.all(code, shape, row, true); }
    },
    /** Scales them by row (r8) and column (r9), adds the bias (r12), and stores f32; each step is rounded. */
    FLOATS(4) {
        @Override void row(Assembly code, Shape shape, int row) {
            code.put(VBROADCASTSS, shape.free(), Memory.at(R8, row * Float.BYTES));
            for (int v = 0; v < shape.vectors(); v++) {
                Vec sum = shape.sum(row, v);
                int at = v * shape.width().bytes();
                code.put(VCVTDQ2PS, sum, sum);
                code.put(VMULPS, sum, sum, shape.free());
                code.put(VMULPS, sum, sum, Memory.at(R9, at));
                code.put(VADDPS, sum, sum, Memory.at(R12, at));
            }
            store(code, shape, row);
        }
    },
    /** Scales sums that are floats by row (r8), adds the bias (r12), and stores f32; each step is rounded. */
    SCALED(4) {
        @Override void row(Assembly code, Shape shape, int row) {
            code.put(VBROADCASTSS, shape.free(), Memory.at(R8, row * Float.BYTES));
            for (int v = 0; v < shape.vectors(); v++) {
                Vec sum = shape.sum(row, v);
                code.put(VMULPS, sum, sum, shape.free());
                code.put(VADDPS, sum, sum, Memory.at(R12, v * shape.width().bytes()));
            }
            store(code, shape, row);
        }
    };

    private final int bytes;

    Epilogue(int bytes) {
        this.bytes = bytes;
    }

    /** The bytes of a result. */
    public int bytes() { return bytes; }

    /** Whether it requantizes by a table. */
    public boolean hasTable() {
        return this == CODES || this == DIRECT_CODES || this == ALL_U8 || this == ALL_I8;
    }

    /** Whether it scales by row, and adds a bias per column. */
    boolean hasScales() { return this == FLOATS || this == SCALED; }

    abstract void row(Assembly code, Shape shape, int row);

    private static void store(Assembly code, Shape shape, int row) {
        for (int v = 0; v < shape.vectors(); v++) {
            code.put(VMOVDQU_STORE, Memory.at(R13, v * shape.width().bytes()), shape.sum(row, v));
        }
    }
}
