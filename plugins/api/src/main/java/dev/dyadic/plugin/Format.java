// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

/** A numeric format of at most 8 bits. It is its table of values; block formats are made of one for elements and one for scales. */
public non-sealed interface Format extends Contribution {

    /** The value of each code. */
    ValueTable table();
}
