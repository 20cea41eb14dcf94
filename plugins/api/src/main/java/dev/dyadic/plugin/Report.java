// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.plugin.measure.ProgramReport;

/** Makes a page for people from what was measured on a program. */
public non-sealed interface Report extends Contribution {

    /** The usual end of the file's name, without a dot: {@code html}. */
    String extension();

    /** The page; equal reports give equal pages. Names in it come from models that nobody vouches for. */
    String page(ProgramReport report);
}
