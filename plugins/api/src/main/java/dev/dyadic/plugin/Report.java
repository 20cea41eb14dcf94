// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import java.util.List;

/** Makes a page for people from the figures measured on a program. */
public non-sealed interface Report extends Contribution {

    /**
     * One measured number.
     *
     * @param subject what was measured: an output, a node, the program
     * @param measure what the number says, with its unit: {@code cosine}, {@code SQNR dB}
     */
    record Figure(String subject, String measure, double value) {}

    /** The usual end of the file's name, without a dot: {@code md}. */
    String extension();

    /** The page; equal figures give equal pages. */
    String page(String program, List<Figure> figures);
}
