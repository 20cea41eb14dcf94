// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Gpr;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.ScalarOp;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.VectorOp;
import dev.dyadic.x86.code.Width;

/** What becomes of the codes of a row before a tile reads them. */
public enum Conversion {
    /** u8 as 16 bits. */
    WIDEN_UNSIGNED(2, VPMOVZXBW, MOVZX_8),
    /** i8 as 16 bits. */
    WIDEN_SIGNED(2, VPMOVSXBW, MOVSX_8),
    /** u8 as they are. */
    COPY(1, VMOVDQU, MOVZX_8),
    /** i8 plus 128, as u8. */
    RAISE(1, VMOVDQU, MOVZX_8) {
        @Override void finish(Assembly code, Vec codes, Vec signs) { code.put(VPXOR, codes, codes, signs); }

        @Override void finish(Assembly code, Gpr codeRegister) { code.put(XOR_CONSTANT, codeRegister, new Immediate(0x80)); }
    };

    /** How many codes are converted at a time. */
    static final int AT_ONCE = 16;

    private final int bytes;
    private final VectorOp vectorLoad;
    private final ScalarOp scalarLoad;

    Conversion(int bytes, VectorOp vectorLoad, ScalarOp scalarLoad) {
        this.bytes = bytes;
        this.vectorLoad = vectorLoad;
        this.scalarLoad = scalarLoad;
    }

    /** The bytes of a converted code. */
    public int bytes() { return bytes; }

    /** Converts sixteen codes. */
    void many(Assembly code, Memory from, Memory to, Vec signs) {
        Vec codes = new Vec(bytes == 2 ? Width.YMM : Width.XMM, 0);
        code.put(vectorLoad, codes, from);
        finish(code, codes, signs);
        code.put(VMOVDQU_STORE, to, codes);
    }

    /** Converts one code. */
    void one(Assembly code, Memory from, Memory to, Gpr free) {
        code.put(scalarLoad, free, from);
        finish(code, free);
        code.put(bytes == 2 ? MOV_STORE_16 : MOV_STORE_8, to, free);
    }

    void finish(Assembly code, Vec codes, Vec signs) {}

    void finish(Assembly code, Gpr codeRegister) {}
}
