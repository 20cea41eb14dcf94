// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/**
 * What generated programs have in common: buffers that share one array for each kind of number, laid out so that what is not needed at the
 * same time may lie in the same place. A program runs one thing at a time; its steps are cut into tasks that its workers share.
 */
public abstract class Program implements Workers.Region {

    /** The kinds of arrays, in the order of their letters {@code bsilfd}. */
    private static final String KINDS = "bsilfd";

    /** The longest array every JVM makes. */
    private static final long LONGEST = Integer.MAX_VALUE - 8;

    /** Every buffer begins a multiple of this many bytes from the beginning of its array. */
    private static final int ALIGNMENT = 64;

    protected byte[] bytes = {};
    protected short[] shorts = {};
    protected int[] ints = {};
    protected long[] longs = {};
    protected float[] floats = {};
    protected double[] doubles = {};

    private final Workers workers;
    private final Outside outside;
    private final String kinds;
    private final int[] first;
    private final int[] last;
    private final int[] at;
    private final Object[] boxes;
    private int[] sizes = {};
    private long[] clock = {};
    private boolean bound;

    /**
     * @param kinds of each buffer, the letter of its array
     * @param first of each buffer, the first step that touches it
     * @param last of each buffer, the last step that touches it
     * @param boxes how many objects stand for values that lie in no buffer
     */
    protected Program(String kinds, int[] first, int[] last, int boxes, Workers workers, Outside outside) {
        this.kinds = kinds;
        this.first = first;
        this.last = last;
        this.at = new int[kinds.length()];
        this.boxes = new Object[boxes];
        this.workers = workers;
        this.outside = outside;
    }

    /** Lays the buffers out for these named sizes, in the program's order of names; nothing happens if they are as before. */
    public final void bind(int... named) {
        if (bound && Arrays.equals(named, sizes)) return;
        bound = false;
        size(named);
        place(counts());
        settle();
        sizes = named.clone();
        bound = true;
    }

    /** Runs all steps. */
    public abstract void run();

    /** Runs all steps and tells the nanoseconds that each of them took. */
    public final long[] profile(int steps) {
        long[] times = new long[steps];
        clock = times;
        run();
        clock = new long[0];
        return times;
    }

    /** Takes the named sizes. */
    protected abstract void size(int[] named);

    /** How many elements each buffer takes. */
    protected abstract long[] counts();

    /** Takes over where the buffers begin. */
    protected abstract void settle();

    /** Where a buffer begins in its array. */
    public final int at(int buffer) {
        return at[buffer];
    }

    /** A named size of the latest run, in the program's order of names. */
    public final int size(int name) {
        return sizes[name];
    }

    /** The array in which a buffer lies. */
    public final Object array(int buffer) {
        return switch (kinds.charAt(buffer)) {
            case 'b' -> bytes;
            case 's' -> shorts;
            case 'i' -> ints;
            case 'l' -> longs;
            case 'f' -> floats;
            default -> doubles;
        };
    }

    public final Object box(int box) {
        return boxes[box];
    }

    public final void box(int box, Object value) {
        boxes[box] = value;
    }

    /** Checks that a size is 1 or that of what it is broadcast to. */
    protected static void spread(int size, int to) {
        if (size != 1 && size != to) throw new ArithmeticException(size + " elements do not broadcast to " + to);
    }

    /** So many of these make a task, and no fewer than {@code least}: one task for one thread, two for each of several, should one be late. */
    protected final int portion(int all, int least) {
        int threads = workers.threads();
        return Math.max(least, threads == 1 ? all : Math.ceilDiv(all, 2 * threads));
    }

    /** Runs the tasks of a step. */
    protected final void tasks(int step, int tasks) {
        long began = clock.length == 0 ? 0 : System.nanoTime();
        share(step, tasks);
        if (clock.length > 0) clock[step] = System.nanoTime() - began;
    }

    private void share(int step, int tasks) {
        if (tasks == 1) {
            task(step, 0);
        } else if (tasks > 1) {
            workers.run(this, step, tasks);
        }
    }

    /** Has a node computed that the program has no code for. */
    protected final void outside(int node) {
        outside.run(node, this);
    }

    /** Large buffers first, each at the lowest place that is free while it is needed. */
    private void place(long[] counts) {
        Integer[] order = new Integer[counts.length];
        for (int i = 0; i < order.length; i++) order[i] = i;
        Arrays.sort(order, (a, b) -> Long.compare(counts[b], counts[a]));
        long[] ends = new long[KINDS.length()];
        for (int i = 0; i < order.length; i++) {
            int buffer = order[i];
            long place = lowest(buffer, counts, order, i);
            if (place + counts[buffer] > LONGEST) {
                throw new ArithmeticException("its values take " + (place + counts[buffer])
                        + " elements together, more than an array holds; smaller inputs are needed");
            }
            at[buffer] = (int) place;
            int kind = KINDS.indexOf(kinds.charAt(buffer));
            ends[kind] = Math.max(ends[kind], place + counts[buffer]);
        }
        if (bytes.length < ends[0]) bytes = new byte[(int) ends[0]];
        if (shorts.length < ends[1]) shorts = new short[(int) ends[1]];
        if (ints.length < ends[2]) ints = new int[(int) ends[2]];
        if (longs.length < ends[3]) longs = new long[(int) ends[3]];
        if (floats.length < ends[4]) floats = new float[(int) ends[4]];
        if (doubles.length < ends[5]) doubles = new double[(int) ends[5]];
    }

    private long lowest(int buffer, long[] counts, Integer[] order, int placed) {
        long place = 0;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < placed; i++) {
                int other = order[i];
                if (kinds.charAt(other) != kinds.charAt(buffer) || counts[other] == 0) continue;
                if (last[other] < first[buffer] || first[other] > last[buffer]) continue;
                if (at[other] >= place + counts[buffer] || at[other] + counts[other] <= place) continue;
                place = aligned(at[other] + counts[other], kinds.charAt(buffer));
                moved = true;
            }
        }
        return place;
    }

    private static long aligned(long place, char kind) {
        int elements = ALIGNMENT / (kind == 'b' ? 1 : kind == 's' ? 2 : kind == 'i' || kind == 'f' ? 4 : 8);
        return (place + elements - 1) / elements * elements;
    }
}
