// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

/**
 * Finds the range of a value from the numbers seen there. The numbers are streamed through sketches whose memory does not grow; parts
 * of the stream may be seen by different sketches, which are merged in the order of the parts.
 */
public non-sealed interface Observer extends Contribution {

    /** A sketch that has seen nothing. */
    Sketch start();
}
