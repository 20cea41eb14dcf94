// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Computes what a program has no code for. */
@FunctionalInterface
public interface Outside {

    /** Computes a node, numbered by the program, from the program's buffers and boxes into them. */
    void run(int node, Program program);
}
