// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the tasks of a region of work; the caller takes part. Which thread does which task is open, so that a result must
 * not depend on it. Nothing is allocated by a run. A run from inside a task, or while another caller's run is going on, is done by its
 * caller alone.
 */
public final class Workers implements AutoCloseable {

    /** Work that falls into tasks. */
    @FunctionalInterface
    public interface Region {

        /**
         * Does one task.
         *
         * @param id what {@link Workers#run} was given
         */
        void task(int id, int index);
    }

    /**
     * A worker looks for work so often before it sleeps: some 100 microseconds, longer than most steps that are a single task, since waking
     * a thread takes as long as a step.
     */
    private static final int PATIENCE = 5_000;

    /** The caller looks so often whether the others are done; they may be waiting for its processor. */
    private static final int CALLER_PATIENCE = 1_000;

    /** The low half of a ticket when there is nothing to take. */
    private static final int NONE = Integer.MAX_VALUE;

    private final Worker[] workers;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger unfinished = new AtomicInteger();

    /** The number of the run, and in the low half that of the next task; the fields below belong to the run. */
    private final AtomicLong ticket = new AtomicLong(NONE);

    private Region region;
    private int id;
    private int tasks;
    private Thread caller;
    private volatile Throwable failure;
    private volatile boolean waiting;
    private volatile boolean closed;

    /** @param threads at least 1, the caller among them */
    public Workers(int threads) {
        if (threads < 1) throw new IllegalArgumentException("there is at least 1 thread, was " + threads);
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker("dyadic-worker-" + (i + 1));
            workers[i].start();
        }
    }

    /** The threads that share work, the caller among them. */
    public int threads() {
        return workers.length + 1;
    }

    /** Does tasks 0 to {@code tasks} (exclusive); what a task throws, the caller gets when all threads are done. */
    public void run(Region body, int id, int tasks) {
        if (closed) throw new IllegalStateException("the workers are closed");
        if (workers.length == 0 || tasks < 2 || !busy.compareAndSet(false, true)) {
            for (int i = 0; i < tasks; i++) body.task(id, i);
            return;
        }
        try {
            open(body, id, tasks);
            while (takeTask()) {}
            await();
            if (failure != null) throw rethrown(failure);
        } finally {
            region = null;
            busy.set(false);
        }
    }

    /** The old run is shut before the fields change, so that no thread takes a task of it with the new fields. */
    private void open(Region body, int number, int count) {
        long run = (ticket.get() >>> 32) + 1;
        ticket.set(run << 32 | NONE);
        region = body;
        id = number;
        tasks = count;
        caller = Thread.currentThread();
        failure = null;
        unfinished.set(count);
        ticket.set(run << 32);
        for (Worker worker : workers) if (worker.asleep) LockSupport.unpark(worker);
    }

    /** Takes and does one task; false when there is none. */
    private boolean takeTask() {
        long mine = ticket.get();
        int index = (int) mine;
        if (index == NONE || index >= tasks) return false;
        Region body = region;
        int number = id;
        if (!ticket.compareAndSet(mine, mine + 1)) return true;
        try {
            if (failure == null) body.task(number, index);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (unfinished.decrementAndGet() == 0 && waiting) LockSupport.unpark(caller);
        return true;
    }

    private void await() {
        for (int i = 0; i < CALLER_PATIENCE && unfinished.get() > 0; i++) Thread.onSpinWait();
        waiting = true;
        boolean interrupted = false;
        while (unfinished.get() > 0) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiting = false;
        if (interrupted) Thread.currentThread().interrupt();
    }

    private static RuntimeException rethrown(Throwable thrown) {
        if (thrown instanceof Error error) throw error;
        return (RuntimeException) thrown;
    }

    /** Ends the threads. Not to be called while a run is going on. */
    @Override public void close() {
        closed = true;
        for (Worker worker : workers) LockSupport.unpark(worker);
    }

    private final class Worker extends Thread {

        volatile boolean asleep;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override public void run() {
            while (!closed) {
                if (!takeTask()) sleep();
            }
        }

        private void sleep() {
            for (int i = 0; i < PATIENCE; i++) {
                if (hasWork() || closed) return;
                Thread.onSpinWait();
            }
            asleep = true;
            while (!hasWork() && !closed) LockSupport.park(Workers.this);
            asleep = false;
        }

        private boolean hasWork() {
            int next = (int) ticket.get();
            return next != NONE && next < tasks;
        }
    }
}
