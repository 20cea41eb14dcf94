// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Operand;
import dev.dyadic.x86.code.Vec;

/** How codes are multiplied and added up. A step takes four bytes of each row, for all lanes alike. */
public enum Arithmetic {
    /** Codes and weights widened to 16 bits, two products at a time in 32 bits: exact. */
    WORDS(2, 2, 2) {
        @Override void load(Assembly code, Vec to, Memory weights) { code.put(VMOVDQU, to, weights); }

        @Override void add(Assembly code, Vec sum, Vec codes, Operand weights, Vec free) {
            addPairs(code, sum, codes, weights, free);
        }
    },
    /** Floats, a product at a time, each fused with its addition. */
    FLOATS(1, 4, 4) {
        @Override void load(Assembly code, Vec to, Memory weights) { code.put(VMOVDQU, to, weights); }

        @Override void add(Assembly code, Vec sum, Vec codes, Operand weights, Vec free) {
            code.put(VFMADD231PS, sum, codes, weights);
        }
    },
    /** Four products of u8 codes and i8 weights at a time in 32 bits: exact. */
    QUADS(4, 1, 1) {
        @Override void load(Assembly code, Vec to, Memory weights) { code.put(VMOVDQU, to, weights); }

        @Override void add(Assembly code, Vec sum, Vec codes, Operand weights, Vec free) {
            code.put(VPDPBUSD, sum, codes, weights);
        }
    };

    private final int codes;
    private final int codeBytes;
    private final int weightBytes;

    Arithmetic(int codes, int codeBytes, int weightBytes) {
        this.codes = codes;
        this.codeBytes = codeBytes;
        this.weightBytes = weightBytes;
    }

    /** How many codes of a row a step takes. */
    public int codes() { return codes; }

    /** The bytes of a code in a prepared row. */
    public int codeBytes() { return codeBytes; }

    /** The bytes of a weight in a panel; those from the third on are zero. */
    public int weightBytes() { return weightBytes; }

    /** Brings the weights of a step to a register. */
    abstract void load(Assembly code, Vec to, Memory weights);

    /** Adds the products of a step to the sums. */
    abstract void add(Assembly code, Vec sum, Vec codes, Operand weights, Vec free);

    private static void addPairs(Assembly code, Vec sum, Vec codes, Operand weights, Vec free) {
        code.put(VPMADDWD, free, codes, weights);
        code.put(VPADDD, sum, sum, free);
    }
}
