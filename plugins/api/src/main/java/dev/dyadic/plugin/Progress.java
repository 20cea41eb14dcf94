// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

/** Shows how far long work has come. */
public interface Progress {

    /** Shows nothing. */
    Progress NONE = (_, _) -> (_ -> {});

    /** A piece of work under way; closed when it is over, however it ends. */
    @FunctionalInterface
    interface Task extends AutoCloseable {

        /** So many steps more are done. */
        void advance(long steps);

        @Override default void close() {}
    }

    /**
     * Begins a piece of work.
     *
     * @param what a few words for the user
     * @param steps how many steps it has; 0 when that is not known
     */
    Task start(String what, long steps);
}
