// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

/** Where a value lies while a program runs. */
public sealed interface Place {

    /** In one of the arrays that buffers share, from a position on that depends on the sizes of the run. */
    record Buffer(int id, Storage storage) implements Place {}

    /** In an array of its own that never changes. */
    record Constant(int id, Storage storage) implements Place {}

    /** In an array that a method is given, from a position on that it is given too. */
    record Argument(int id, Storage storage) implements Place {}

    /** A tensor as the reference gives it, because its sizes are known only once it is there, or no array holds its elements. */
    record Boxed(int id) implements Place {}
}
