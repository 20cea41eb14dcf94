// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Memory that a task of a generated program needs while it runs: an array per thread that grows, and is not cleared. */
public final class TaskMemory {

    private static final ThreadLocal<TaskMemory> MINE = ThreadLocal.withInitial(TaskMemory::new);

    private byte[] bytes = {};
    private float[] packed = {};
    private float[] floats = {};
    private int[] ints = {};

    private TaskMemory() {}

    /** At least so many bytes. */
    public static byte[] bytes(int length) {
        TaskMemory mine = MINE.get();
        if (mine.bytes.length < length) mine.bytes = new byte[length];
        return mine.bytes;
    }

    /** At least so many floats, for a matrix packed by the task. */
    public static float[] packed(int length) {
        TaskMemory mine = MINE.get();
        if (mine.packed.length < length) mine.packed = new float[length];
        return mine.packed;
    }

    /** At least so many floats, other than those of {@link #packed}. */
    public static float[] floats(int length) {
        TaskMemory mine = MINE.get();
        if (mine.floats.length < length) mine.floats = new float[length];
        return mine.floats;
    }

    /** At least so many ints. */
    public static int[] ints(int length) {
        TaskMemory mine = MINE.get();
        if (mine.ints.length < length) mine.ints = new int[length];
        return mine.ints;
    }
}
