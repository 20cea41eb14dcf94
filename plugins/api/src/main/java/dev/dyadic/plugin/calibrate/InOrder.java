// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.calibrate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works on the items of a stream, several at a time, and takes the results in the order of the items: what comes of it is the same for
 * any number of threads. An item whose result is not yet taken counts as worked on, so memory does not grow with their number.
 */
public final class InOrder {

    private InOrder() {}

    /**
     * Ends when all results are taken; the first failure, in the order of the items, ends it early and is thrown.
     *
     * @param threads how many items are worked on at a time, at least 1
     */
    public static <T, R> void forEach(Iterable<T> items, int threads, Function<T, R> work, Consumer<R> taker) {
        Deque<Future<R>> going = new ArrayDeque<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            try {
                for (T item : items) {
                    if (going.size() == threads) taker.accept(result(going.removeFirst()));
                    going.addLast(pool.submit(() -> work.apply(item)));
                }
                while (!going.isEmpty()) taker.accept(result(going.removeFirst()));
            } finally {
                for (Future<R> rest : going) rest.cancel(false);
            }
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the work was interrupted");
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(failed.getCause());
            }
        }
    }
}
