// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums, in 16 bits, of the products of a run of a row with two panels of fields. Accumulators are locals, shifts constants, and results go
 * by an array: vectors that cross a call which is not inlined become objects.
 */
final class GroupRun {

    /** Panels of a call: enough to share the codes of the row. */
    static final int PANELS = 2;

    /** Where a row begins, after the sums. */
    static final int ROW_AT = PANELS * Panels.WIDTH;

    private static final VectorSpecies<Short> SHORTS = Species.I16;
    private static final int WIDTH = Panels.WIDTH;

    private GroupRun() {}

    /**
     * Puts the sums of a run and panels {@code 0} to {@code last}, at most 1, of fields of 4 bits in front of the row; those past the last
     * repeat it.
     *
     * @param start what the sums start from
     * @param step from panel to panel of the fields
     */
    static void fours(short[] row, int rowAt, int run, short start, short[] fields, int at, int step, int last) {
        int second = at + last * step;
        ShortVector s0 = ShortVector.broadcast(SHORTS, start);
        ShortVector s1 = s0;
        for (int k = 0; k < run; k += 4) {
            int word = k / 4 * WIDTH;
            ShortVector w0 = ShortVector.fromArray(SHORTS, fields, at + word);
            ShortVector w1 = ShortVector.fromArray(SHORTS, fields, second + word);
            ShortVector x = ShortVector.broadcast(SHORTS, row[rowAt + k]);
            s0 = s0.add(w0.and((short) 15).mul(x));
            s1 = s1.add(w1.and((short) 15).mul(x));
            x = ShortVector.broadcast(SHORTS, row[rowAt + k + 1]);
            s0 = s0.add(field(w0, 4, 15).mul(x));
            s1 = s1.add(field(w1, 4, 15).mul(x));
            x = ShortVector.broadcast(SHORTS, row[rowAt + k + 2]);
            s0 = s0.add(field(w0, 8, 15).mul(x));
            s1 = s1.add(field(w1, 8, 15).mul(x));
            x = ShortVector.broadcast(SHORTS, row[rowAt + k + 3]);
            s0 = s0.add(w0.lanewise(VectorOperators.LSHR, 12).mul(x));
            s1 = s1.add(w1.lanewise(VectorOperators.LSHR, 12).mul(x));
        }
        s0.intoArray(row, 0);
        s1.intoArray(row, WIDTH);
    }

    /** The same of fields of 2 bits. */
    static void twos(short[] row, int rowAt, int run, short start, short[] fields, int at, int step, int last) {
        int second = at + last * step;
        ShortVector s0 = ShortVector.broadcast(SHORTS, start);
        ShortVector s1 = s0;
        for (int k = 0; k < run; k += 8) {
            int word = k / 8 * WIDTH;
            ShortVector w0 = ShortVector.fromArray(SHORTS, fields, at + word);
            ShortVector w1 = ShortVector.fromArray(SHORTS, fields, second + word);
            for (int i = k; i < k + 8; i += 4) {
                ShortVector x = ShortVector.broadcast(SHORTS, row[rowAt + i]);
                s0 = s0.add(w0.and((short) 3).mul(x));
                s1 = s1.add(w1.and((short) 3).mul(x));
                x = ShortVector.broadcast(SHORTS, row[rowAt + i + 1]);
                s0 = s0.add(field(w0, 2, 3).mul(x));
                s1 = s1.add(field(w1, 2, 3).mul(x));
                x = ShortVector.broadcast(SHORTS, row[rowAt + i + 2]);
                s0 = s0.add(field(w0, 4, 3).mul(x));
                s1 = s1.add(field(w1, 4, 3).mul(x));
                x = ShortVector.broadcast(SHORTS, row[rowAt + i + 3]);
                s0 = s0.add(field(w0, 6, 3).mul(x));
                s1 = s1.add(field(w1, 6, 3).mul(x));
                w0 = w0.lanewise(VectorOperators.LSHR, 8);
                w1 = w1.lanewise(VectorOperators.LSHR, 8);
            }
        }
        s0.intoArray(row, 0);
        s1.intoArray(row, WIDTH);
    }

    private static ShortVector field(ShortVector word, int shift, int mask) {
        return word.lanewise(VectorOperators.LSHR, shift).and((short) mask);
    }
}
