// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weights of few bits in panels: neighbours along the depth stand in the fields of a number of 16 bits. A few rows are multiplied in 16
 * bits, modulo 2^16: a run's sum fits, and what raising its weights adds is what it starts from. More rows are multiplied as f32.
 */
final class GroupPanels extends Panels {

    /** So many rows are multiplied in 16 bits. */
    private static final int FEW = 3;

    private static final int PANELS = GroupRun.PANELS;
    private static final VectorSpecies<Short> SHORTS = Species.I16;
    private static final VectorSpecies<Integer> INTS = Species.I32;
    private static final VectorSpecies<Byte> BYTES = Species.QUARTER_I8;
    private static final int LENGTH = INTS.length();

    private final GroupCode code;
    private final int group;
    private final int groups;
    private final int runs;
    private final short[] packed;
    private final byte[] multiples;

    GroupPanels(byte[] codes, byte[] multiples, int group, int depth, int columns) {
        super(depth);
        this.code = GroupCode.of(codes);
        this.group = Math.min(group, Math.max(1, depth));
        this.groups = Math.ceilDiv(depth, this.group);
        this.runs = Math.ceilDiv(depth, code.run());
        int panels = Math.ceilDiv(columns, WIDTH);
        this.packed = new short[Math.multiplyExact(panels * WIDTH, runs * code.run() / code.fields())];
        this.multiples = new byte[Math.multiplyExact(panels * WIDTH, groups)];
        for (int c = 0; c < columns; c++) {
            for (int k = 0; k < depth; k++) {
                int field = codes[k * columns + c] + code.raisedBy();
                packed[word(c, k) + c % WIDTH] |= (short) (field << k % code.fields() * code.bits());
            }
            for (int g = 0; g < groups; g++) this.multiples[multiple(c, g * group) + c % WIDTH] = multiples[g * columns + c];
        }
    }

    /** Where the fields of a depth begin in a column's panel. */
    private int word(int column, int k) {
        return (column / WIDTH * (runs * code.run() / code.fields()) + k / code.fields()) * WIDTH;
    }

    private int multiple(int column, int k) {
        return (column / WIDTH * groups + k / group) * WIDTH;
    }

    @Override long bytes() {
        return (long) packed.length * Short.BYTES + multiples.length;
    }

    @Override void prepare(byte[] a, int aAt, int aStride, int rows, boolean unsigned) {
        if (rows > FEW) {
            super.prepare(a, aAt, aStride, rows, unsigned);
            return;
        }
        short[] scratch = Scratch.shorts(GroupRun.ROW_AT + rows * rowLength());
        for (int r = 0; r < rows; r++) row(a, aAt + r * aStride, unsigned, scratch, GroupRun.ROW_AT + r * rowLength());
    }

    private int rowLength() {
        return runs * (code.run() + 1);
    }

    /** A row filled up with zeros to whole runs; then what the sum of each run starts from. */
    private void row(byte[] a, int aAt, boolean unsigned, short[] row, int rowAt) {
        int mask = unsigned ? 0xff : -1;
        for (int k = 0; k < depth; k++) row[rowAt + k] = (short) (a[aAt + k] & mask);
        for (int k = depth; k < runs * code.run(); k++) row[rowAt + k] = 0;
        for (int r = 0; r < runs; r++) {
            int sum = 0;
            for (int k = 0; k < code.run(); k++) sum += row[rowAt + r * code.run() + k];
            row[rowAt + runs * code.run() + r] = (short) (-code.raisedBy() * sum);
        }
    }

    @Override void add(int rows, int from, int panels, int[] sums, int stride) {
        if (rows > FEW) {
            super.add(rows, from, panels, sums, stride);
            return;
        }
        short[] scratch = Scratch.shorts(GroupRun.ROW_AT + rows * rowLength());
        for (int panel = 0; panel < panels; panel += PANELS) {
            int last = Math.min(PANELS, panels - panel) - 1;
            for (int r = 0; r < rows; r++)
                addRow(scratch, GroupRun.ROW_AT + r * rowLength(), from + panel * WIDTH, last, sums, panel * WIDTH + r * stride);
        }
    }

    private void addRow(short[] row, int rowAt, int column, int last, int[] sums, int sumsAt) {
        int run = code.run();
        int runWords = run / code.fields() * WIDTH;
        int runsOfGroup = group < depth ? group / run : runs;
        int step = runs * runWords;
        int multipleStep = groups * WIDTH;
        int startsAt = rowAt + runs * run;
        int at = column / WIDTH * step;
        int multiple = column / WIDTH * multipleStep;
        int left = runsOfGroup;
        for (int r = 0; r < runs; r++) {
            short start = row[startsAt + r];
            if (code.bits() == 2) GroupRun.twos(row, rowAt + r * run, run, start, packed, at + r * runWords, step, last);
            else GroupRun.fours(row, rowAt + r * run, run, start, packed, at + r * runWords, step, last);
            for (int i = 0; i <= last; i++)
                multiply(row, i * WIDTH, multiples, multiple + i * multipleStep, sums, sumsAt + i * WIDTH);
            left--;
            if (left > 0) continue;
            left = runsOfGroup;
            multiple += WIDTH;
        }
    }

    /** Adds the sums of a run times the multiples of their group. */
    private static void multiply(short[] run, int runAt, byte[] multiples, int multiple, int[] sums, int sumsAt) {
        ShortVector numbers = ShortVector.fromArray(SHORTS, run, runAt);
        IntVector first = ((IntVector) numbers.castShape(INTS, 0)).mul(multiples(multiples, multiple, 0));
        first.add(IntVector.fromArray(INTS, sums, sumsAt)).intoArray(sums, sumsAt);
        IntVector second = ((IntVector) numbers.castShape(INTS, 1)).mul(multiples(multiples, multiple, 1));
        second.add(IntVector.fromArray(INTS, sums, sumsAt + LENGTH)).intoArray(sums, sumsAt + LENGTH);
    }

    /** Half of a panel's multiples; a vector of bytes holds all of them where those of ints have 128 bits. */
    private static IntVector multiples(byte[] multiples, int at, int half) {
        boolean all = BYTES.length() > LENGTH;
        return (IntVector) ByteVector.fromArray(BYTES, multiples, all ? at : at + half * LENGTH).castShape(INTS, all ? half : 0);
    }

    @Override void widen(int column, int k, int count, float[] to, int toAt) {
        for (int i = 0; i < count; i += code.fields()) {
            int multiple = multiple(column, k + i);
            IntVector m0 = multiples(multiples, multiple, 0);
            IntVector m1 = multiples(multiples, multiple, 1);
            ShortVector word = ShortVector.fromArray(SHORTS, packed, word(column, k + i));
            for (int field = 0; field < Math.min(code.fields(), count - i); field++) {
                ShortVector weights = word.and((short) ((1 << code.bits()) - 1)).sub((short) code.raisedBy());
                int at = toAt + (i + field) * WIDTH;
                floats(((IntVector) weights.castShape(INTS, 0)).mul(m0)).intoArray(to, at);
                floats(((IntVector) weights.castShape(INTS, 1)).mul(m1)).intoArray(to, at + LENGTH);
                word = word.lanewise(VectorOperators.LSHR, code.bits());
            }
        }
    }

    private static FloatVector floats(IntVector numbers) {
        return (FloatVector) numbers.castShape(Species.F32, 0);
    }
}
